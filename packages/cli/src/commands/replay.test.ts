// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DecisionRecord } from '@assay/core/log';
import { openSqliteStore } from '@assay/log/sqlite';
import { entryOf } from '@assay/log/store';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { quickstartEvents, recordDecisions } from '../testing/recorded-log.ts';
import { NOW, run, type Run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');
const MAIN = join(__dirname, '../testing/run-main.ts');
const DAY = 86_400_000;
const COUNT = 20;

let project: Folder;
let records: readonly DecisionRecord[];
beforeEach(async () => {
  project = copyProject(EXAMPLE, NOW);
  records = await write(COUNT, NOW - DAY);
});
afterEach(() => project.remove());

async function write(count: number, start: number, isArchived = true): Promise<readonly DecisionRecord[]> {
  const store = await openSqliteStore(join(project.path, 'log.db'));
  try {
    return await recordDecisions(
      { store, directory: project.path, isArchived },
      quickstartEvents(EXAMPLE, count, start),
    );
  } finally {
    await store.close();
  }
}

const replay = (...more: readonly string[]): Promise<Run> =>
  run(['replay', '--log', 'log.db', '--workers', '1', ...more], { cwd: project.path });
const edit = (from: string, to: string, file = 'policies/payments.yaml'): void => {
  const path = join(project.path, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const jsonOf = ({ out }: Run): Readonly<Record<string, unknown>> =>
  JSON.parse(out) as Readonly<Record<string, unknown>>; // sound: what replay prints

const SAME = {
  records: COUNT,
  same: COUNT,
  changed: 0,
  widened: 0,
  narrowed: 0,
  permitted: 0,
  refused: 0,
  undecided: [],
  changes: [],
  others: 0,
};
/** Every fifth event is the same. */
const OF_EACH = COUNT / 5;
/** The ids of the first five records of an event. */
const idsOf = (event: number): readonly string[] => records.filter((_, n) => n % 5 === event).map(({ id }) => id);

test('a policy set that says the same changes nothing, however it is laid out', async () => {
  edit('  - rule: machines', '  # people are above\n  - rule: machines');
  const { code, out, err } = await replay('--policy', '.', '--json', '--fail-on', 'changed');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({ ...SAME, failOn: 'changed', isFailed: false });
});

test('one that widens is told by client, kind of subject and scope, with records', async () => {
  edit('deny: variables.by_agent', 'deny: variables.by_agent && subject.id == "nobody"');
  const change = { client: '8r3ledgercopilot5example01', subjectType: 'user', kind: 'scope', item: 'payments/write' };
  const json = await replay('--policy', '.', '--json', '--fail-on', 'widened');
  expect(json.code).toBe(1);
  expect(jsonOf(json)).toMatchObject({
    ...SAME,
    same: COUNT - OF_EACH,
    changed: OF_EACH,
    widened: OF_EACH,
    changes: [{ ...change, direction: 'more', count: OF_EACH, examples: idsOf(2) }],
  });
  const { code, out, err } = await replay('--policy', '.', '--fail-on', 'widened');
  expect({ code, err }).toEqual({ code: 1, err: `assay: ${OF_EACH} records are widened\n` });
  expect(out).toContain(
    `8r3ledgercopilot5example01, user\n  + scope payments/write  ${OF_EACH}  e.g. ${idsOf(2)[0]}\n`,
  );
  expect(await replay('--policy', '.', '--fail-on', 'denied')).toMatchObject({ code: 0 });
});

test('one that narrows takes scopes away and refuses tokens, and is no widening', async () => {
  edit('deny: client.id in switches.clients', 'deny: client.id in switches.clients || variables.by_agent');
  edit('risk.score >= 70', 'risk.score >= 5');
  const json = await replay('--policy', '.', '--json', '--fail-on', 'widened');
  expect(json.code).toBe(0);
  expect(jsonOf(json)).toMatchObject({ widened: 0, refused: OF_EACH, permitted: 0 });
  expect(await replay('--policy', '.', '--fail-on', 'denied')).toMatchObject({ code: 1 });
  expect(await replay('--policy', '.', '--fail-on', 'changed')).toMatchObject({ code: 1 });
});

test('the records can be chosen', async () => {
  edit('deny: variables.by_agent', 'deny: variables.by_agent && subject.id == "nobody"');
  const counts = async (...more: readonly string[]): Promise<unknown> => {
    const { records: all, changed } = jsonOf(await replay('--policy', '.', '--json', ...more));
    return [all, changed];
  };
  expect(await counts('--client', '8r3ledgercopilot5example01')).toEqual([OF_EACH, OF_EACH]);
  expect(await counts('--subject-type', 'workload')).toEqual([OF_EACH, 0]);
  expect(await counts('--limit', '3')).toEqual([3, 1]);
  expect(await counts('--since', '2026-01-01T03:14:05Z', '--until', '2026-01-01T03:19:05Z')).toEqual([5, 1]);
  const { code, out } = await replay('--policy', '.', '--since', '1h');
  expect({ code, out }).toEqual({ code: 0, out: 'no decision is in the log for that time\n' });
});

test('what decides can be named by folder, file, digest and time', async () => {
  const digest = records[0]?.policy.digest ?? '';
  const shown = await run(['policy', 'show', digest, '--table', '--log', 'log.db'], { cwd: project.path });
  writeFileSync(join(project.path, 'table.json'), shown.out);
  for (const name of ['.', 'built', project.path, 'table.json', digest, digest.slice(0, 20), digest.slice(7, 13), '1h'])
    expect([name, jsonOf(await replay('--policy', name, '--json'))]).toMatchObject([name, { ...SAME, policy: digest }]);
});

test.each<[string, readonly string[], string]>([
  [
    'an unknown digest',
    ['--policy', 'abcdef'],
    'assay: ERR_LOG_NOT_FOUND: the archive of the log holds no policy set `abcdef`',
  ],
  ['nonsense', ['--policy', 'nonsense'], 'assay: ERR_USAGE: `nonsense` is no policy set'],
  ['no question', [], 'assay: ERR_USAGE: expected either `--policy` or `--verify`'],
  ['two questions', ['--verify', '--policy', '.'], 'assay: ERR_USAGE: expected either `--policy` or `--verify`'],
  [
    '--fail-on with --verify',
    ['--verify', '--fail-on', 'widened'],
    'assay: ERR_USAGE: `--fail-on` is about another policy set',
  ],
  ['no number', ['--policy', '.', '--limit', '0'], 'assay: ERR_USAGE: option `--limit <n>` argument `0` is invalid'],
])('refuses %s', async (_, options, message) => {
  const { code, out, err } = await replay(...options);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test('what another policy set reads and nobody read then is not decided, and nothing decided is no success', async () => {
  edit(
    '  switches: #',
    '  extra:\n    owner: a@example.com\n    driver: static\n    file: sources/switches.yaml\n    timeout: 100ms\n    schema: { type: object, required: [clients], properties: { clients: { type: array, items: { type: string } } } }\n  switches: #',
    'assay.yaml',
  );
  edit('deny: client.id in switches.clients', 'deny: client.id in switches.clients || client.id in extra.clients');
  const { code, out, err } = await replay('--policy', '.', '--json', '--fail-on', 'widened');
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    records: COUNT,
    same: 0,
    undecided: [{ reason: 'the policy reads the source `extra`, which was not read then', count: COUNT }],
  });
  expect(err).toContain(`none of ${COUNT} records could be decided again`);
});

describe('--verify', () => {
  test('the recorded policy comes to the recorded decision', async () => {
    const { code, out, err } = await replay('--verify');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('  the same, byte for byte  20\n  different                0\n  not decidable            0\n');
  });

  test('each record by the policy set that decided it, whatever the project says now', async () => {
    edit('risk.score >= 70', 'risk.score >= 5');
    await write(5, NOW - DAY / 2);
    edit('risk.score >= 5', 'risk.score >= 1');
    expect(jsonOf(await replay('--verify', '--json'))).toMatchObject({ ...SAME, records: COUNT + 5, same: COUNT + 5 });
  });

  test('names what differs in a record somebody made up', async () => {
    const store = await openSqliteStore(join(project.path, 'log.db'));
    const [record] = records;
    const forged = { ...record!, id: record!.id.replace(/.$/, 'f'), granted: { ...record!.granted!, scopes: [] } };
    await store.append([entryOf({ kind: 'decision', writer: 'x', seq: 0, record: forged })]);
    await store.close();
    const json = await replay('--verify', '--json');
    expect(json.code).toBe(1);
    expect(jsonOf(json)).toMatchObject({
      records: COUNT + 1,
      changed: 1,
      changes: [{ kind: 'member', item: 'granted', direction: 'differs', count: 1, examples: [forged.id] }],
    });
    expect((await replay('--verify')).out).toContain('`granted` differs  1');
  });

  test('says of which records it cannot tell, and why', async () => {
    edit('risk.score >= 70', 'risk.score >= 5');
    await write(5, NOW - DAY / 2, false);
    const undecided = { reason: 'the policy set that decided is not in the archive', count: 5 };
    expect(jsonOf(await replay('--verify', '--json'))).toMatchObject({ same: COUNT, undecided: [undecided] });
  });

  test('what was taken out of a record is no difference', async () => {
    edit(
      '  required: true',
      '  redact: [/who/subject/id, /granted/tokens/*/claims/*/value]\n  required: true',
      'assay.yaml',
    );
    await write(5, NOW - DAY / 2);
    expect(jsonOf(await replay('--verify', '--json', '--since', '13h'))).toMatchObject({ records: 5, same: 5 });
  });
});

describe('on several threads, and in several runs', () => {
  const many = 1600;
  beforeEach(async () => {
    await write(many, NOW - 20 * DAY, false);
    edit('deny: variables.by_agent', 'deny: variables.by_agent && subject.id == "nobody"');
  });

  test('comes to the same as on one', async () => {
    const one = await replay('--policy', '.', '--json');
    const three = await replay('--policy', '.', '--json', '--workers', '3');
    expect(three).toEqual(one);
    expect(jsonOf(one)).toMatchObject({ records: COUNT + many, changed: (COUNT + many) / 5 });
  }, 60_000);

  test('goes on where a killed run ended, and comes to the same', async () => {
    const whole = await replay('--policy', '.', '--json');
    const state = join(project.path, 'replay.state');
    const question = ['--policy', '.', '--json', '--state', 'replay.state'];
    const child = spawn(
      process.execPath,
      [
        '--conditions=source',
        '--no-warnings',
        MAIN,
        'replay',
        '--log',
        'log.db',
        '--until',
        '2026-01-02T03:04:05.001Z',
        ...question,
      ],
      { cwd: project.path, stdio: 'ignore' },
    );
    while (!existsSync(state) && child.exitCode === null) await sleep(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { after, isDone } = JSON.parse(readFileSync(state, 'utf8')) as Record<string, unknown>; // sound: it is written whole or not at all
    expect([typeof after, isDone]).toEqual(['string', false]);
    expect(await replay('--until', '2026-01-02T03:04:05.001Z', ...question)).toEqual(whole);
    // what is done is not done again
    expect(await replay('--until', '2026-01-02T03:04:05.001Z', ...question)).toEqual(whole);
  }, 60_000);

  test('Ctrl-C leaves a state to go on from', async () => {
    const whole = await replay('--policy', '.', '--json');
    // as soon as somebody listens
    const press = (event: string | symbol): void => {
      if (event === 'SIGINT') queueMicrotask(() => void process.emit('SIGINT'));
    };
    process.on('newListener', press);
    const { code, err } = await replay('--policy', '.', '--json', '--state', 'replay.state');
    process.off('newListener', press);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'ERR_REPLAY', message: 'interrupted after 500 records' } });
    expect(await replay('--policy', '.', '--json', '--state', 'replay.state')).toEqual(whole);
  });

  test('a state is of one question', async () => {
    const asked = ['--policy', '.', '--state', 'replay.state'];
    expect(await replay(...asked)).toMatchObject({ code: 0 });
    const refused = {
      code: 2,
      out: '',
      err: expect.stringContaining('ERR_REPLAY: replay.state: the state is of a replay with other') as unknown,
    };
    expect(await replay(...asked, '--client', 'x')).toEqual(refused);
    edit('risk.score >= 70', 'risk.score >= 5');
    expect(await replay(...asked)).toEqual(refused);
    writeFileSync(join(project.path, 'replay.state'), '{"assay":"repl');
    expect((await replay(...asked)).err).toContain('ERR_REPLAY: replay.state: expected the state of a replay');
  });
});
