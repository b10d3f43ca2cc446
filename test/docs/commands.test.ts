// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf, readPage, ROOT } from './pages.ts';
import { runAssay } from './run.ts';

const PAGES = [
  'README.md',
  'examples/README.md',
  'packages/auth0/README.md',
  'packages/cognito/README.md',
  'docs/auth0.md',
  'docs/cognito.md',
  'docs/keycloak.md',
  'docs/log.md',
  'docs/replay.md',
];
/** What a page may tell to type besides `npx assay`: run by the checks, not here. */
const OF_NPM = ['npm install', 'npm install && npm start', 'npm install && npm test', 'npm start', 'npm test'];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-docs-'));
  // a page begins where a fresh clone does: without records of whoever tried the examples here
  const filter = (path: string): boolean => !path.includes('records.jsonl');
  cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true, filter });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Typed {
  readonly line: string;
  readonly args: readonly string[];
  /** What it exits with: 0, or what the line says behind `# exits with`. */
  readonly code: number;
}

function typedIn(page: string): readonly Typed[] {
  const lines = blocksOf(page, 'sh').flatMap((block) => block.split('\n'));
  return lines
    .map((line) => line.trim())
    .filter((line) => /^(npx assay|npm) /.test(line) && !OF_NPM.includes(line.replace(/\s*#.*/, '')))
    .map((line) => {
      const [command = '', comment = ''] = line.split(/\s+#\s*/);
      const [npx, assay, ...args] = command.split(/\s+/);
      expect([line, npx, assay]).toEqual([line, 'npx', 'assay']);
      return { line, args, code: Number(/exits with (\d)/.exec(comment)?.[1] ?? 0) };
    });
}

/** What a page shows right below commands, with the last of them. */
function shownIn(page: string): readonly { readonly line: string; readonly text: string }[] {
  return [...readPage(page).matchAll(/```sh\n([^]*?)\n```\n+```text\n([^]*?)\n```/g)].map(
    ([, lines = '', text = '']) => ({
      line: lines.split('\n').at(-1) ?? '',
      text,
    }),
  );
}

/** A text without what differs from one run or one build to the next. */
const settled = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/sha256-[0-9a-f]{64}/g, '<digest>')
    .replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}Z/g, '<time>')
    .replace(/\d+ (?:second|minute|hour|day)s? old/g, '<age>')
    .replace(/\d+ bytes/g, '<size>');

/** Sizes a page shows that are more than 2 % off: what is built grows with the code. */
function staleSizes(printed: string, text: string): readonly string[] {
  const [before = ''] = settled(printed).split(settled(text));
  const first = before.split('<size>').length - 1;
  const sizes = [...printed.matchAll(/(\d+) bytes/g)].slice(first).map(([, size]) => Number(size));
  return [...text.matchAll(/(\d+) bytes/g)].flatMap(([, shown], i) =>
    Math.abs(Number(shown) / (sizes[i] ?? 0) - 1) <= 0.02 ? [] : [`${shown}, and is ${sizes[i]}`],
  );
}

test.each(PAGES)(
  'every command of %s does what the page says, in the order of the page',
  async (page) => {
    const typed = typedIn(page);
    expect(typed).not.toEqual([]);
    const printed = new Map<string, string>();
    for (const { line, args, code } of typed) {
      const ended = await runAssay(args, folder);
      expect({ line, code: ended.code, err: code === 0 ? ended.err : '' }).toEqual({ line, code, err: '' });
      printed.set(line, ended.out);
    }
    for (const { line, text } of shownIn(page))
      if (printed.has(line)) {
        const out = printed.get(line) ?? '';
        expect(settled(out)).toContain(settled(text));
        expect({ line, stale: staleSizes(out, text) }).toEqual({ line, stale: [] });
      }
  },
  120_000,
);

test('what the README shows of the output is what the commands print', async () => {
  const [table = '', decision = ''] = blocksOf('README.md', 'text');
  const quickstart = await runAssay(['quickstart'], ROOT);
  for (const row of table.split(/\n─+\n/)) expect(quickstart.out).toContain(row);
  const project = ['--project', 'examples/quickstart', '--idp', 'cognito'];
  const decided = await runAssay(
    ['decide', ...project, '--event', 'examples/quickstart/events/3-ai-agent.json'],
    folder,
  );
  expect(decided.out).toContain(decision);
}, 60_000);

test('every command that is shown with its output is one', async () => {
  const pages = ['packages/cli/README.md', 'docs/auth0.md', 'docs/cognito.md'];
  const shown = pages.flatMap((page) =>
    blocksOf(page, 'console').flatMap((block) => block.match(/(?<=^\$ assay )[a-z]+/gm) ?? []),
  );
  expect(shown).not.toEqual([]);
  for (const command of new Set(shown)) {
    const { code, out } = await runAssay([command, '--help'], folder);
    expect({ command, code, usage: out.startsWith(`Usage: assay ${command}`) }).toEqual({
      command,
      code: 0,
      usage: true,
    });
  }
}, 60_000);
