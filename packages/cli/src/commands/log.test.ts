// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { NOW, run, type Run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');
const DANA = '5f1c9a3e-7d42-4b8e-9a60-2c7d1e0b4f11';
const RECONCILER = '2mnightlyreconcile9example';
const idOf = (n: number): string => `019b7ca9-8c88-7000-8000-${String(n).padStart(12, '0')}`;

let project: Folder;
beforeAll(async () => {
  project = copyProject(EXAMPLE, NOW - 60_000);
  await run(['quickstart', '--project', project.path, '--json']);
});
afterAll(() => project.remove());

const log = (...args: readonly string[]): Promise<Run> => run(['log', ...args], { cwd: project.path });
const records = async (...args: readonly string[]): Promise<readonly DecisionRecord[]> =>
  JSON.parse((await log('query', ...args, '--json')).out) as DecisionRecord[]; // sound: what the command prints

describe('assay log query', () => {
  test.each<[readonly string[], readonly number[]]>([
    [[], [4, 3, 2, 1, 0]],
    [
      ['--subject', DANA],
      [2, 0],
    ],
    [['--client', RECONCILER], [1]],
    [
      ['--client', RECONCILER, '8r3ledgercopilot5example01'],
      [2, 1],
    ],
    [['--outcome', 'deny'], [4]],
    [['--granted', 'payments/write'], [0]],
    [
      ['--withheld', 'payments/write', '--outcome', 'permit'],
      [3, 2, 1],
    ],
    [['--claim', 'agent'], [2]],
    [['--rule', 'payments/no-agents'], [2]],
    [
      ['--idp', 'cognito', '--since', '1h'],
      [4, 3, 2, 1, 0],
    ],
    [['--idp', 'auth0'], []],
    [['--until', '2026-01-01'], []],
    [['--kind', 'loss'], []],
  ])('%j finds what holds', async (args, wanted) => {
    const found = await records(...args);
    expect(found.map(({ id }) => id)).toEqual(wanted.map(idOf));
  });

  test('people get a line for each, and 1 where there is none', async () => {
    expect(await log('query', '--client', RECONCILER)).toEqual({
      code: 0,
      err: '',
      out: [
        'TIME                 OUTCOME  IDP      SUBJECT                     CLIENT                      GRANTED        WITHHELD        ID',
        `2026-01-02 03:04:05  permit   cognito  ${RECONCILER}  ${RECONCILER}  payments/read  payments/write  ${idOf(1)}`,
        '',
      ].join('\n'),
    });
    expect(await log('query', '--client', 'nobody', '--outcome', 'deny')).toEqual({
      code: 1,
      out: 'nothing was found\n',
      err: 'assay: the log has no client of this id `nobody`\n',
    });
  });

  test('a policy set is asked for by the beginning of its digest', async () => {
    const [{ policy } = { policy: { digest: '' } }] = await records();
    const { digest } = policy;
    for (const given of [digest, digest.slice(0, 20), digest.slice(7, 15)])
      expect([given, (await records('--policy', given)).length]).toEqual([given, 5]);
    expect(await log('query', '--policy', 'ffff')).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'ERR_LOG_NOT_FOUND: --policy: the log has archived no policy set that begins with `ffff`',
      ) as string,
    });
  });

  test('pages follow each other to the end', async () => {
    const first = await log('query', '--limit', '3', '--jsonl');
    const [, after = ''] = /^more: --after (\S+)\n$/.exec(first.err) ?? [];
    const second = await log('query', '--limit', '3', '--jsonl', '--after', after);
    const ids = (text: string): readonly string[] =>
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as DecisionRecord).id); // sound: as above
    expect([ids(first.out), ids(second.out), second.err]).toEqual([[4, 3, 2].map(idOf), [1, 0].map(idOf), '']);
    expect((JSON.parse((await log('query', '--all', '--json')).out) as unknown[]).length).toBe(5); // sound: as above
  });

  test('a table for other programs is one they can read', async () => {
    const { out } = await log('query', '--client', RECONCILER, '--csv');
    const [head = '', row = '', end] = out.split('\r\n');
    const cells = new Map(head.split(',').map((name, at) => [name, row.split(',')[at]]));
    expect([cells.get('client'), cells.get('granted'), cells.get('withheld'), end]).toEqual([
      RECONCILER,
      'payments/read',
      'payments/write',
      '',
    ]);
  });

  test.each<[readonly string[], string]>([
    [['--since', 'yesterday'], 'ERR_USAGE: --since: expected a time'],
    [['--since', '1h', '--until', '2h'], 'ERR_USAGE: --since: `since` is not before `until`'],
    [['--limit', '0'], 'ERR_USAGE'],
    [['--outcome', 'maybe'], 'ERR_USAGE'],
    [['--after', 'nonsense'], 'ERR_LOG_CURSOR: expected the `next` of an earlier page'],
    [['--log', 'nowhere.db'], 'ERR_STORE_OPEN: there is no log `'],
    [['--log', 'what'], 'ERR_USAGE: expected the place of a log, and found `what`'],
    [['--log', 'postgres:NO_SUCH_SECRET'], 'ERR_LOG_KEY: the environment has no `NO_SUCH_SECRET`'],
  ])('%j is told', async (args, message) => {
    const { code, out, err } = await log('query', ...args);
    expect({ code, out, isTold: err.includes(message) ? true : err }).toEqual({ code: 2, out: '', isTold: true });
  });
});

test('assay log claims tells what a service account was given, by which rule, from which data', async () => {
  expect(await log('claims', '--client', RECONCILER, '--since', '24h')).toEqual({
    code: 0,
    err: '',
    out: `1 token permitted, 0 refused

scopes
  1       payments/read   granted by payments/reader  last 2026-01-02 03:04:05Z
          latest in ${idOf(1)}
  1       payments/write  withheld not_permitted (payments/reviewer)  last 2026-01-02 03:04:05Z
          latest in ${idOf(1)}

claims
  1       tenant (access token)  set by payments/tenant-of-subject  last 2026-01-02 03:04:05Z
          latest "all" in ${idOf(1)}, from app ok, 1 minute old
`,
  });
});

test('assay log why tells each scope and claim, with the rule as it stood', async () => {
  const { code, out, err } = await log('why', idOf(2), '--scope', 'payments/write');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`withheld  scope payments/write
  because an AI agent may read payments, not make them (denied_by_rule)
  by rule payments/no-agents at policies/payments.yaml:30:7
  │ - rule: no-agents
  │   deny: variables.by_agent
  │   reason: an AI agent may read payments, not make them
`);
  const { items, record } = (
    JSON.parse((await log('why', idOf(2), '--claim', 'tenant', '--json')).out) as readonly {
      items: readonly object[];
      record: DecisionRecord;
    }[]
  )[0]!; // sound: what the command prints
  expect([record.id, items.length]).toEqual([idOf(2), 2]);
  expect(await log('why', idOf(9))).toMatchObject({ code: 2, out: '' });
});

test('assay log stats draws what there is', async () => {
  const { code, out } = await log('stats', '--since', '24h');
  expect(code).toBe(0);
  expect(out).toContain('outcomes  every 1 hour: 4 permitted, 1 refused');
  expect(out).toMatch(/payments\/write {4}█+ 3 {2}denied_by_rule/);
  const { outcomes, sources } = JSON.parse((await log('stats', '--since', '24h', '--json')).out) as {
    outcomes: readonly object[];
    sources: readonly { source: string }[];
  }; // sound: what the command prints
  expect(outcomes).toEqual([{ time: '2026-01-02T03:00:00.000Z', permit: 4, deny: 1 }]);
  expect(sources.map(({ source }) => source).toSorted()).toEqual(['agents', 'app', 'iga', 'risk', 'switches']);
});

test('a log that others share is not written to by trying something out', async () => {
  const shared = copyProject(EXAMPLE, NOW);
  try {
    const file = join(shared.path, 'assay.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('file: records.jsonl', 'store: { driver: dynamodb, table: assay-log }'));
    const { code, out, err } = await run(['decide', '--idp', 'cognito', '--event', 'events/1-person.json'], {
      cwd: shared.path,
    });
    expect({ code, err, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      err: '',
      last: '  record    not written: table assay-log is a log that others share (`--record` writes it)',
    });
  } finally {
    shared.remove();
  }
});
