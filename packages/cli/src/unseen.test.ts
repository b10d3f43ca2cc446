// SPDX-License-Identifier: Apache-2.0
// Text nobody sees, wherever a project or an event may hold some: it is refused, or shown by its code point, in every output.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type Folder } from './testing/copy-example.ts';
import { NOW, run, type Run } from './testing/run.ts';

const EXAMPLE = join(__dirname, '../../../examples/quickstart');
const POLICY = 'policies/payments.yaml';
const EVENT = 'events/1-person.json';
/** A bidirectional override, a zero-width space, a terminal's escape, a tag, and half of a pair. */
const UNSEEN = '\\u202E\\u200B\\u001B[31m\\U000E0041\\uD800';
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cs}\u2028\u2029]|[^\P{Cc}\n]/u;

let project: Folder;
beforeEach(() => {
  project = copyProject(EXAMPLE, NOW);
});
afterEach(() => project.remove());

const edit = (file: string, from: string | RegExp, to: string): void => {
  const path = join(project.path, file);
  const text = readFileSync(path, 'utf8');
  const edited = text.replace(from, () => to);
  if (edited === text) throw new Error(`nothing to replace in ${file}: ${String(from)}`);
  writeFileSync(path, edited);
};

const COMMANDS = [
  ['check'],
  ['check', '--json'],
  ['decide', '--idp', 'cognito', '--event', EVENT],
  ['decide', '--idp', 'cognito', '--event', EVENT, '--json'],
  ['explain', '--idp', 'cognito', '--event', EVENT],
  ['explain', '--idp', 'cognito', '--event', EVENT, '--json'],
  ['fmt', '--check'],
  ['fmt', '--check', '--json'],
  ['fmt', '--diff'],
] as const;

async function outputs(): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const argv of COMMANDS)
    runs.push(await run(argv, { cwd: project.path, terminal: { columns: 100 }, env: { NO_COLOR: '1' } }));
  return runs;
}

const texts: readonly (readonly [what: string, file: string, from: string | RegExp, to: string])[] = [
  ['an owner', POLICY, 'owner: payments-iam@example.com', `owner: "a${UNSEEN}b"`],
  ['a description', POLICY, 'description: Who may read', `description: "a${UNSEEN}b" #`],
  ['a reason', POLICY, 'reason: this client is switched off', `reason: "a${UNSEEN}b"`],
  [
    'a string of an expression',
    POLICY,
    'permit: subject.type == "user" && iga.status',
    `permit: "subject.type != 'a${UNSEEN.replace('\\uD800', '')}b'" #`,
  ],
  ['a value of a claim', POLICY, 'value: app.tenant', `value: "'a${UNSEEN.replace('\\uD800', '')}b'"`],
  ['the owner of a source', 'assay.yaml', 'owner: identity-governance@example.com', `owner: "a${UNSEEN}b"`],
  ['what a source says', 'sources/app.yaml', /north/g, `"a${UNSEEN}b"`],
];

describe('what is allowed is shown by its code points', () => {
  test.each(texts)('%s', async (_, file, from, to) => {
    edit(file, from, to);
    for (const { out, err } of await outputs()) {
      expect(out).not.toMatch(INVISIBLE);
      expect(err).not.toMatch(INVISIBLE);
    }
  });
});

test('an event may hold it, too', async () => {
  edit(EVENT, /"email": "[^"]*"/, '"email": "a\\u202e\\u200b\\u001b[31mb@example.com"');
  edit(EVENT, '"userName": "', '"userName": "a\\u202e');
  for (const { out, err } of await outputs()) expect(`${out}${err}`).not.toMatch(INVISIBLE);
});

const names: readonly (readonly [what: string, code: string, file: string, from: string | RegExp, to: string])[] = [
  ['a policy', 'invalid-name', POLICY, 'policy: payments', `policy: "pay${UNSEEN}ments"`],
  ['a rule', 'invalid-name', POLICY, 'rule: employees', 'rule: еmployees'],
  ['a variable', 'invalid-name', POLICY, 'by_agent:', '"by\\u200b_agent":'],
  ['a scope', 'invalid-scope-name', POLICY, 'payments/approve:', 'paymеnts/approve:'],
  ['a claim', 'invalid-name', POLICY, '  tenant:', '  "tenant\\u202e":'],
  [
    'an audience',
    'invalid-name',
    POLICY,
    '[https://api.example.com/payments]',
    '["https://api.example.com/p\\u0430yments"]',
  ],
  ['a client', 'invalid-name', 'assay.yaml', 'outside: pass', 'outside: pass\n  clients: ["we\\u0301b"]'],
  ['a source', 'invalid-name', 'assay.yaml', '  risk: #', '  rıѕk: #'],
  ['a target', 'invalid-name', 'assay.yaml', 'cognito/pre-token-generation', '"cognito/pre\\u2010token-generation"'],
  ['a name in an expression', 'expression-syntax', POLICY, 'iga.status == "active"', 'iga.ѕtatus == "active"'],
  ['a comment', 'invisible-character', POLICY, '# Who may', '# Who\u202e may'],
];

describe('a name that is not what it looks like is refused, and shown so that it can be told apart', () => {
  test.each(names)('%s', async (_, code, file, from, to) => {
    edit(file, from, to);
    const [text, json] = await outputs();
    const { diagnostics } = JSON.parse(json?.out ?? '') as { diagnostics: readonly { code: string }[] }; // sound: what check prints
    expect(text?.code).toBe(1);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    for (const { out, err } of await outputs()) expect(`${out}${err}`).not.toMatch(INVISIBLE);
  });
});
