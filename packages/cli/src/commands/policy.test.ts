// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { openSqliteStore } from '@assay/log/sqlite';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { quickstartEvents, recordDecisions } from '../testing/recorded-log.ts';
import { NOW, run, type Run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');
const DAY = 86_400_000;
const AT = '2025-12-30T03:04:05Z';

let project: Folder;
let first: readonly DecisionRecord[];
let second: readonly DecisionRecord[];
beforeEach(async () => {
  project = copyProject(EXAMPLE, NOW);
  first = await write(NOW - 10 * DAY);
  edit('policies/payments.yaml', 'deny: variables.by_agent', 'deny: variables.by_agent && subject.id == "nobody"');
  second = await write(NOW - 3 * DAY);
});
afterEach(() => project.remove());

async function write(start: number): Promise<readonly DecisionRecord[]> {
  const store = await openSqliteStore(join(project.path, 'log.db'));
  const records = await recordDecisions({ store, directory: project.path }, quickstartEvents(EXAMPLE, 5, start));
  await store.close();
  return records;
}

const policy = (...more: readonly string[]): Promise<Run> =>
  run(['policy', ...more, '--log', 'log.db'], { cwd: project.path });
const edit = (file: string, from: string, to: string): void => {
  const path = join(project.path, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const digestOf = (records: readonly DecisionRecord[]): string => records[0]!.policy.digest;
const jsonOf = <T>({ out }: Run): T => JSON.parse(out) as T; // sound: what the command prints

test('list names every policy set, who used it, and when', async () => {
  const { code, out } = await policy('list');
  expect(code).toBe(0);
  expect(out).toBe(
    [
      `  ${digestOf(first).slice(0, 19)}  quickstart  -  first loaded 2025-12-23 03:04:05Z by a test\n`,
      `  ${digestOf(second).slice(0, 19)}  quickstart  -  first loaded 2025-12-30 03:04:05Z by a test\n`,
    ].join(''),
  );
  const empty = await run(['policy', 'list', '--log', 'none.jsonl'], { cwd: project.path });
  expect(empty.code).toBe(empty.err === '' ? 1 : 2);
});

test('show prints what is archived, without the data of static sources', async () => {
  const {
    project: name,
    files,
    owners,
  } = jsonOf<Record<string, object>>(await policy('show', digestOf(first).slice(0, 16), '--json'));
  expect([name, Object.keys(files ?? {}), owners]).toEqual([
    'quickstart',
    ['assay.yaml', 'policies/payments.yaml'],
    [{ policy: 'payments', owner: 'payments-iam@example.com' }],
  ]);
  expect((await policy('show', digestOf(first))).out).toContain('owner     payments-iam@example.com, of payments\n');
});

describe('at', () => {
  const source = readFileSync(join(EXAMPLE, 'policies/payments.yaml'), 'utf8');

  test('tells what decided then, since when and until when, and what came then', async () => {
    const [found] = jsonOf<readonly { files: Record<string, string> }[]>(await policy('at', '2025-12-25', '--json'));
    expect(found).toMatchObject({
      digest: digestOf(first),
      project: 'quickstart',
      decided: {
        isWithin: false,
        since: '2025-12-23T03:04:05.000Z',
        until: '2025-12-23T03:08:05.000Z',
        next: { digest: digestOf(second), time: '2025-12-30T03:04:05.000Z' },
      },
      owners: [{ policy: 'payments', owner: 'payments-iam@example.com' }],
    });
    expect(found?.files['policies/payments.yaml']).toBe(source);
    const { code, out } = await policy('at', AT);
    expect(code).toBe(0);
    expect(out).toContain(`digest    ${digestOf(second)}\n`);
    expect(out).toContain('deny: variables.by_agent && subject.id == "nobody"\n');
  });

  test('writes the files to a folder, and overwrites none', async () => {
    expect(await policy('at', '2025-12-23', '--out', 'then')).toMatchObject({ code: 0 });
    expect(readdirSync(join(project.path, 'then')).toSorted()).toEqual(['assay.yaml', 'policies']);
    expect(readFileSync(join(project.path, 'then/policies/payments.yaml'), 'utf8')).toBe(source);
    expect(await policy('at', AT, '--out', 'then')).toMatchObject({ code: 2 });
  });

  test('says plainly what the log does not hold', async () => {
    expect(await policy('at', '2025-12-01')).toEqual({
      code: 2,
      out: '',
      err: 'assay: ERR_LOG_NOT_FOUND: the log does not hold which policy set decided at `2025-12-01`\nassay: help: the oldest decision of the log is of 2025-12-23 03:04:05Z: what was before may have been dropped\n',
    });
    expect(await policy('at', 'noon')).toMatchObject({ code: 2 });
  });
});

describe('diff', () => {
  test('tells rule by rule what is added, removed and changed, and nothing of layout', async () => {
    edit('policies/payments.yaml', '- rule: machines', '- rule: workloads');
    edit(
      'policies/payments.yaml',
      'reviewer: \'"payments-reviewer" in iga.roles\'',
      'reviewer: \'"payments-approver" in iga.roles\'',
    );
    edit('policies/payments.yaml', '# What does it say?', '# What it says.\n');
    const { code, out } = await policy('diff', digestOf(first), '.', '--json');
    expect(code).toBe(1);
    const { rules, ...rest } = JSON.parse(out) as { rules: readonly Record<string, string>[] }; // sound: what diff prints
    expect(rules.map(({ change, section, about, rule }) => [change, section, about, rule])).toEqual([
      ['added', 'gates', '', 'workloads'],
      ['changed', 'scopes', 'payments/approve', 'strong-reviewer'],
      ['changed', 'scopes', 'payments/read', 'reader'],
      ['changed', 'scopes', 'payments/write', 'reviewer'],
      ['changed', 'scopes', 'payments/write', 'no-agents'],
      ['removed', 'gates', '', 'machines'],
    ]);
    expect(rules[3]).toMatchObject({
      before:
        '- rule: reviewer\n  permit: variables.reviewer\n# variables.reviewer: "payments-reviewer" in iga.roles\n',
      after: '- rule: reviewer\n  permit: variables.reviewer\n# variables.reviewer: "payments-approver" in iga.roles\n',
    });
    expect(rest).toMatchObject({ governance: [], sources: [], targets: [], owners: [], effect: null });
  });

  test('is drawn line by line', async () => {
    const { out } = await policy('diff', AT, digestOf(first).slice(0, 20));
    expect(out).toContain('~ payments: scopes / payments/write / no-agents  policies/payments.yaml:30:7\n');
    expect(out).toContain('  -  deny: variables.by_agent && subject.id == "nobody"\n  +  deny: variables.by_agent\n');
  });

  test('tells of governance, sources, targets and owners', async () => {
    edit('assay.yaml', 'mode: enforce', 'mode: observe');
    edit('assay.yaml', 'outside: pass', 'outside: deny');
    edit('assay.yaml', 'timeout: 200ms', 'timeout: 300ms');
    edit('assay.yaml', 'access_token: 60m', 'access_token: 30m');
    edit('policies/payments.yaml', 'owner: payments-iam@example.com', 'owner: other@example.com');
    const found = jsonOf<Record<string, unknown>>(await policy('diff', digestOf(second), 'built', '--json'));
    const named = (name: string): object => expect.objectContaining({ name, change: 'changed' }) as object;
    expect(found).toMatchObject({
      rules: [],
      governance: [named('mode'), named('outside')],
      sources: [named('iga')],
      targets: [named('cognito/pre-token-generation')],
      owners: [
        { change: 'changed', name: 'payments', before: '"payments-iam@example.com"', after: '"other@example.com"' },
      ],
    });
    expect(await policy('diff', digestOf(second), digestOf(second))).toMatchObject({ code: 0 });
  });

  test('with --since, what it does to recorded requests', async () => {
    const json = await policy('diff', digestOf(first), digestOf(second), '--since', '30d', '--json', '--workers', '1');
    // the five of the second policy set are decided as they were
    expect(jsonOf<object>(json)).toMatchObject({ effect: { records: 10, changed: 1, widened: 1 } });
    const text = await policy('diff', digestOf(first), '.', '--since', '30d', '--workers', '1');
    expect(text.out).toContain('8r3ledgercopilot5example01, user\n  + scope payments/write  1');
  });
});

describe('the archive', () => {
  const uses = async (): Promise<readonly (readonly [string, readonly string[]])[]> =>
    jsonOf<readonly { revision?: string; uses: readonly { what: string; by: string }[] }[]>(
      await run(['policy', 'list', '--json'], { cwd: project.path }),
    ).map(({ revision = 'none', uses: all }) => [revision, all.map(({ what, by }) => `${what} by ${by}`)] as const);

  test('gets what is built and what decides, with its revision', async () => {
    const git = (...command: readonly string[]): string =>
      execFileSync('git', ['-C', project.path, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...command], {
        encoding: 'utf8',
      }).trim();
    git('init', '-q');
    writeFileSync(join(project.path, '.gitignore'), 'records*\nlog.db*\ndist/\n');
    git('add', '.');
    git('commit', '-qm', 'x');
    const env = { ASSAY_BY: 'release pipeline' };
    const built = await run(['build', '--out', 'dist'], { cwd: project.path, env });
    expect({ code: built.code, err: built.err }).toEqual({ code: 0, err: '' });
    expect(await uses()).toEqual([[git('rev-parse', 'HEAD'), ['built by release pipeline']]]);
    edit('policies/payments.yaml', '# What does it say?', '# changed');
    edit('policies/payments.yaml', 'risk.score >= 70', 'risk.score >= 60');
    const decide = ['decide', '--idp', 'cognito', '--event', 'events/1-person.json'];
    for (const _ of [1, 2])
      expect(await run(decide, { cwd: project.path, env: { GITHUB_ACTOR: 'dana' } })).toMatchObject({
        code: 0,
        err: '',
      });
    expect((await uses())[1]).toEqual([`${git('rev-parse', 'HEAD')}-dirty`, ['loaded by dana']]);
  });

  test('gets nothing of a dry run', async () => {
    await run(['build', '--out', 'dist', '--dry-run'], { cwd: project.path });
    expect(readdirSync(project.path).filter((name) => name.startsWith('records'))).toEqual([]);
  });
});
