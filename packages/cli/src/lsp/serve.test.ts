// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  CompletionRequest,
  DocumentFormattingRequest,
  HoverRequest,
  type CompletionItem,
  type Position,
} from 'vscode-languageserver/node';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { startClient, type LanguageClient } from '../testing/language-client.ts';
import { NOW } from '../testing/run.ts';

const ROOT = join(__dirname, '../../../..');

let project: Folder;
let client: LanguageClient;
beforeEach(async () => {
  project = copyProject(join(ROOT, 'examples/quickstart'), NOW);
  client = await startClient(project.path);
}, 60_000);
afterEach(async () => {
  await client.end();
  project.remove();
});

const path = (file: string): string => join(project.path, file);
const uri = (file: string): string => pathToFileURL(path(file)).href;
const read = (file: string): string => readFileSync(path(file), 'utf8');
const open = (file: string, text: string): Promise<void> =>
  client.connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri: uri(file), languageId: 'yaml', version: 1, text },
  });
const change = (file: string, text: string): Promise<void> =>
  client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
    textDocument: { uri: uri(file), version: 2 },
    contentChanges: [{ text }],
  });
const complete = async (file: string, position: Position): Promise<readonly CompletionItem[]> => {
  const found = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: uri(file) },
    position,
  });
  return Array.isArray(found) ? found : (found?.items ?? []);
};

const POLICY = 'policies/payments.yaml';
const page = (code: string): { href: string } => ({
  href: pathToFileURL(join(ROOT, `docs/diagnostics/${code}.md`)).href,
});
const WARNING = {
  range: { start: { line: 41, character: 15 }, end: { line: 41, character: 40 } },
  severity: 2,
  source: 'assay',
  code: 'unenforceable-obligation',
  codeDescription: page('unenforceable-obligation'),
  message: expect.stringMatching(/^`cognito\/pre-token-generation` cannot start `step_up`/) as unknown,
};

test('mistakes are told while typing, whatever is on disk, each with its range, code, help and page', async () => {
  const text = read(POLICY);
  await open(POLICY, text);
  expect(await client.diagnosticsOf(path(POLICY))).toEqual([WARNING]);
  await change(POLICY, text.replace('iga.status == "active"', 'iga.statsu == "active"'));
  expect(await client.diagnosticsOf(path(POLICY))).toEqual([
    {
      range: { start: { line: 14, character: 42 }, end: { line: 14, character: 48 } },
      severity: 1,
      source: 'assay',
      code: 'unknown-member',
      codeDescription: page('unknown-member'),
      message: '`iga` has no member `statsu`\nhelp: did you mean `status`?',
    },
  ]);
  expect(read(POLICY)).toBe(text);
});

test('a change of the project file, not saved either, is told in the policies it breaks', async () => {
  const assay = read('assay.yaml');
  await open('assay.yaml', assay);
  expect([await client.diagnosticsOf(path('assay.yaml')), await client.diagnosticsOf(path(POLICY))]).toEqual([
    [],
    [WARNING],
  ]);
  await change(
    'assay.yaml',
    assay
      .replace('status: { enum: [active, suspended, left] }', 'state: { type: string }')
      .replace('[status, roles]', '[roles]'),
  );
  const found = await client.diagnosticsOf(path(POLICY));
  expect(found.map(({ code, range }) => `${range.start.line + 1} ${String(code)}`)).toEqual([
    '15 unknown-member',
    '17 unknown-member',
  ]);
});

test('what is closed counts as it is on disk, as does what others change there', async () => {
  const text = read(POLICY);
  await open(POLICY, `${text}nonsense: 1\n`);
  expect((await client.diagnosticsOf(path(POLICY))).map(({ code }) => code)).toEqual(['unknown-key', WARNING.code]);
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
    textDocument: { uri: uri(POLICY) },
  });
  expect(await client.diagnosticsOf(path(POLICY))).toEqual([WARNING]);
  writeFileSync(path(POLICY), `${text}nonsense: 1\n`);
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: uri(POLICY), type: 2 }],
  });
  expect((await client.diagnosticsOf(path(POLICY))).map(({ code }) => code)).toEqual(['unknown-key', WARNING.code]);
});

test('a policy no project names is checked by itself, and of other YAML nothing is said', async () => {
  await open('policies/draft.yaml', 'policy: draft\nowners: me@example.com\n');
  expect((await client.diagnosticsOf(path('policies/draft.yaml'))).map(({ code, message }) => [code, message])).toEqual(
    [['unknown-key', 'unknown key `owners` in a policy\nhelp: did you mean `owner`?']],
  );
  await open('compose.yaml', 'x: &a 1\ny: *a\n');
  expect(await client.diagnosticsOf(path('compose.yaml'))).toEqual([]);
});

const TESTS = 'policies/payments.test.yaml';
const codes = async (file: string): Promise<readonly string[]> =>
  (await client.diagnosticsOf(path(file))).map(({ code, range }) => `${range.start.line + 1} ${String(code)}`);

test('a file of tests is checked wholly while it is written, and again when the policy it tests changes', async () => {
  const text = read(TESTS);
  await open(TESTS, text);
  expect(await client.diagnosticsOf(path(TESTS))).toEqual([]);
  await change(TESTS, text.replace('rule: strong-reviewer, reason', 'rule: strong-reviever, reason'));
  expect(await client.diagnosticsOf(path(TESTS))).toEqual([
    {
      range: { start: { line: 43, character: 46 }, end: { line: 43, character: 61 } },
      severity: 1,
      source: 'assay',
      code: 'unknown-name',
      codeDescription: page('unknown-name'),
      message: 'no rule is called `strong-reviever`\nhelp: did you mean `strong-reviewer`?',
    },
  ]);
  await open(POLICY, read(POLICY).replace('rule: strong-reviewer', 'rule: strong-reviever'));
  expect(await codes(TESTS)).toEqual(['56 unknown-name']);
});

test('a file of tests knows its sources while the project file has mistakes, and nothing before it can be read', async () => {
  const assay = read('assay.yaml');
  const tests = read(TESTS).replace('dana: { score: 8 }', 'dana: { scor: 8 }');
  await open('assay.yaml', 'assay: [');
  await client.diagnosticsOf(path('assay.yaml'));
  await open(TESTS, tests);
  expect(await codes(TESTS)).toEqual([]);
  await change('assay.yaml', assay);
  const found = await codes(TESTS);
  expect(found).toEqual(['30 source-data-invalid']);
  await change('assay.yaml', 'assay: [');
  expect(await codes(TESTS)).toEqual(found);
});

test('a library is checked with the inputs of the project, whether or not a policy imports it', async () => {
  const library = 'library: common\nowner: me@example.com\nvariables:\n  active: iga.statsu == "active"\n';
  const file = 'shared/common.yaml';
  await open(file, library);
  expect(await codes(file)).toEqual(['4 unknown-member']);
  await open(POLICY, read(POLICY).replace('gates:', 'imports: { common: ../shared/common.yaml }\n\ngates:'));
  expect(await codes(file)).toEqual(['4 unknown-member']);
  await change(file, `${library.replace('statsu', 'status')}lists: { a: [] }\n`);
  expect(await codes(file)).toEqual(['5 empty-list']);
});

test('a text is formatted as assay fmt does, and one with mistakes in its YAML is left alone', async () => {
  const format = (): Promise<unknown> =>
    client.connection.sendRequest(DocumentFormattingRequest.type, {
      textDocument: { uri: uri(POLICY) },
      options: { tabSize: 8, insertSpaces: false },
    });
  await open(POLICY, 'owner:   a\npolicy: b');
  expect(await format()).toEqual([
    { range: { start: { line: 0, character: 0 }, end: { line: 1, character: 9 } }, newText: 'policy: b\nowner: a\n' },
  ]);
  await change(POLICY, 'policy: b\nowner: a\n');
  expect(await format()).toEqual([]);
  await change(POLICY, 'policy:   *b');
  expect(await format()).toEqual([]);
});

test('names are completed after a dot, and told where the cursor rests, also while the project file has mistakes', async () => {
  const text = read(POLICY).replace('permit: subject.type == "user" && iga.status == "active"', 'permit: iga.');
  await open('assay.yaml', read('assay.yaml'));
  await open(POLICY, text);
  await client.diagnosticsOf(path(POLICY));
  await change('assay.yaml', 'assay: [');
  await client.diagnosticsOf(path('assay.yaml'));
  const textDocument = { uri: uri(POLICY) };
  const about = 'from the source `iga`, which identity-governance@example.com answers for';
  const found = await complete(POLICY, { line: 14, character: 16 });
  expect(found.slice(0, 3)).toEqual([
    { label: 'status', kind: 6, sortText: '0000', detail: '"active" | "suspended" | "left"', documentation: about },
    { label: 'roles', kind: 6, sortText: '0001', detail: 'list<string>', documentation: about },
    expect.objectContaining({ label: 'all', kind: 2, detail: expect.stringMatching(/^list\.all\(/) as unknown }),
  ]);
  expect(
    await client.connection.sendRequest(HoverRequest.type, { textDocument, position: { line: 16, character: 46 } }),
  ).toEqual({
    contents: { kind: 'markdown', value: `\`iga.status\`: "active" | "suspended" | "left"\n\n${about}` },
    range: { start: { line: 16, character: 42 }, end: { line: 16, character: 52 } },
  });
});

test('functions are completed and told, and names of libraries by the file a policy imports', async () => {
  await open('shared/common.yaml', 'library: common\nowner: me@example.com\nlists: { partners: [a, b] }\n');
  const text = read(POLICY).replace('gates:', 'imports: { common: ../shared/common.yaml }\n\ngates:');
  const line = text.split('\n').findIndex((one) => one.includes('permit:'));
  const written = (permit: string): string => text.replace(/permit: .*/, `permit: ${permit}`);
  await open(POLICY, written('client.id in common.'));
  await client.diagnosticsOf(path(POLICY));
  expect(await complete(POLICY, { line, character: 32 })).toEqual([
    { label: 'partners', kind: 6, sortText: '0000', detail: 'list<string>', documentation: 'holds `"a"`, `"b"`' },
  ]);
  await change(POLICY, written('math.ceil(1.5) > 1.0'));
  const namespace = await complete(POLICY, { line, character: 17 });
  expect(namespace.find(({ label }) => label === 'ceil')).toEqual({
    label: 'ceil',
    kind: 3,
    sortText: expect.stringMatching(/^\d{4}$/) as unknown,
    detail: 'math.ceil(double): double',
    documentation: 'the next integer above\nfor example math.ceil(1.2) == 2.0',
  });
  const textDocument = { uri: uri(POLICY) };
  expect(
    await client.connection.sendRequest(HoverRequest.type, { textDocument, position: { line, character: 19 } }),
  ).toEqual({
    contents: {
      kind: 'markdown',
      value: '`math.ceil(double): double`\n\nthe next integer above\n\nfor example `math.ceil(1.2) == 2.0`',
    },
    range: { start: { line, character: 17 }, end: { line, character: 21 } },
  });
});

test('it says what it can do, and ends when the editor does', async () => {
  const other = await startClient(project.path);
  expect(other.initialized).toEqual({
    serverInfo: { name: 'assay', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown },
    capabilities: {
      textDocumentSync: 2,
      documentFormattingProvider: true,
      hoverProvider: true,
      completionProvider: { triggerCharacters: ['.'] },
    },
  });
  expect(await other.end()).toBe(0);
});
