// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFiles, exampleList, galleryFolder } from './gallery.ts';
import { createFolder, type Folder } from './testing/copy-example.ts';
import { run, type Run } from './testing/run.ts';

/** Examples that `assay check` warns of, on purpose: the quickstart explains what its identity provider cannot do. */
const WARNED: readonly string[] = ['quickstart'];

const NAMES = exampleList().map(({ name }) => name);

let folder: Folder;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => folder.remove());

/** Starts from an example where the repository has it, so that what is typed in the repository and in the project itself both work; gives the project. */
async function start(name: string): Promise<string> {
  const started = await run(['init', `examples/${name}`, '--example', name], { cwd: folder.path });
  expect({ code: started.code, err: started.err }).toEqual({ code: 0, err: '' });
  return join(folder.path, 'examples', name);
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

test('there are examples, each with a line that says what it is about', () => {
  expect(NAMES).toContain('quickstart');
  expect(exampleList().filter(({ summary }) => summary === '')).toEqual([]);
});

test.each(NAMES)('%s: checks, is formatted, and its tests pass and leave nothing uncovered', async (name) => {
  const cwd = await start(name);
  const checked = await run(['check'], { cwd });
  const formatted = await run(['fmt', '--check'], { cwd });
  const tested = await run(['test', '--coverage-threshold', '100'], { cwd });
  expect([checked.code, WARNED.includes(name) ? 'warned' : lastLine(checked.out)]).toEqual([
    0,
    WARNED.includes(name) ? 'warned' : 'no errors, no warnings in .',
  ]);
  expect([formatted.code, formatted.out]).toEqual([0, expect.stringMatching(/, none to change\n$/)]);
  expect([tested.code, tested.err, lastLine(tested.out)]).toEqual([
    0,
    '',
    expect.stringMatching(/^coverage 100\.0 % \(/),
  ]);
});

test.each(NAMES)('%s: every command of its page does what the page says, and prints what it shows', async (name) => {
  const cwd = await start(name);
  const ofRepository = readFileSync(join(galleryFolder(), name, 'README.md'), 'utf8');
  const ofProject = readFileSync(join(cwd, 'README.md'), 'utf8');
  const printed = await type(ofRepository, folder.path);
  await type(ofProject, cwd);
  for (const block of blocksOf(ofRepository, 'text')) {
    expect(printed.map(({ out }) => out).join('\n')).toContain(block);
  }
});

test.each(NAMES)('%s: links to files it has', (name) => {
  const files = exampleFiles(name);
  const page = files.find(({ path }) => path === 'README.md')?.content ?? '';
  const paths = new Set(files.flatMap(({ path }) => [path, ...path.split('/').slice(0, -1)]));
  const linked = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path.replace(/\/$/, ''));
  expect(linked.filter((path) => !paths.has(path))).toEqual([]);
});

test('records stay where they are', () => {
  expect(NAMES.flatMap((name) => exampleFiles(name)).filter(({ path }) => path.endsWith('.jsonl'))).toEqual([]);
  expect(readdirSync(galleryFolder())).toEqual(expect.arrayContaining([...NAMES]));
});

/** Each run has ids of its own. */
let typed = 0;

/** Types the commands of a page one after the other; each exits with 0, or with what stands behind `# exits with`. */
async function type(page: string, cwd: string): Promise<readonly Run[]> {
  const lines = blocksOf(page, 'sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line !== '' && !line.startsWith('npm start'));
  expect(lines).not.toEqual([]);
  const runs: Run[] = [];
  for (const line of lines) {
    const [command = '', comment = ''] = line.split(/\s+#\s*/);
    const [npx, assay, ...args] = command.split(/\s+/);
    const ended = await run(args, { cwd, firstId: (typed += 100) });
    const code = Number(/exits with (\d)/.exec(comment)?.[1] ?? 0);
    expect({ line, npx, assay, code: ended.code, err: ended.err }).toEqual({
      line,
      npx: 'npx',
      assay: 'assay',
      code,
      err: '',
    });
    runs.push(ended);
  }
  return runs;
}

const blocksOf = (page: string, language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)\\n\`\`\`$`, 'gm'))].map(([, block = '']) => block);
