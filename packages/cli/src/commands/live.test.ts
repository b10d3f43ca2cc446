// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { openSqliteStore } from '@assay/log/sqlite';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { quickstartEvents, recordDecisions } from '../testing/recorded-log.ts';
import { NOW, run, type Run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');
const MINUTE = 60_000;

let project: Folder;
let records: readonly DecisionRecord[];
beforeEach(async () => {
  project = copyProject(EXAMPLE, NOW);
  const store = await openSqliteStore(join(project.path, 'log.db'));
  // tokens live an hour there: the five of two hours ago are dead
  const dead = quickstartEvents(EXAMPLE, 5, NOW - 120 * MINUTE);
  const alive = quickstartEvents(EXAMPLE, 10, NOW - 30 * MINUTE);
  records = (await recordDecisions({ store, directory: project.path }, [...dead, ...alive])).slice(5);
  await store.close();
});
afterEach(() => project.remove());

const live = (...more: readonly string[]): Promise<Run> =>
  run(['live', '--would-refuse', '--log', 'log.db', '--workers', '1', ...more], { cwd: project.path });
const edit = (file: string, from: string, to: string): void => {
  const path = join(project.path, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};
const jsonOf = ({ out }: Run): unknown => JSON.parse(out);

const [PERSON, MACHINE, AGENT] = [0, 1, 2];
const at = (minutes: number): string => new Date(NOW + minutes * MINUTE).toISOString();

test('a policy that says the same has nothing against a token', async () => {
  expect(await live()).toEqual({
    code: 0,
    out: '8 tokens live, and today’s policy would issue each of them\n',
    err: '',
  });
});

test('tells whose token holds too much, until when, and by which rule', async () => {
  edit(
    'policies/payments.yaml',
    'permit: subject.type == "workload" && iga.status == "active"',
    'permit: subject.type == "workload" && iga.status == "left"',
  );
  edit(
    'policies/payments.yaml',
    '\'"payments-reviewer" in iga.roles\'',
    '\'"payments-reviewer" in iga.roles && !variables.by_agent && risk.score < 5\'',
  );
  const { code, out, err } = await live('--json');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  const row = (event: number, rest: object): object => {
    const own = records.filter((_, n) => n % 5 === event);
    const { subject, client } = own[0]!.who!;
    return {
      subject: subject.id,
      subjectType: subject.type,
      client: client.id,
      token: 'access_token',
      issued: at(-30 + event + 5),
      dies: at(30 + event + 5),
      records: own.map(({ id }) => id),
      count: 2,
      ...rest,
    };
  };
  const withheld = { kind: 'scope', item: 'payments/write', rule: 'payments/reviewer', reason: 'no rule permits it' };
  expect(JSON.parse(out)).toEqual({
    alive: 8,
    undecided: [],
    tokens: [
      row(MACHINE, {
        isRefused: true,
        excess: [
          { kind: 'token', item: 'issued', reason: expect.any(String) as unknown, rule: expect.any(String) as unknown },
        ],
      }),
      row(PERSON, { isRefused: false, excess: [{ ...withheld, reason: expect.any(String) as unknown }] }),
    ],
  });
});

test('as a table and for a spreadsheet', async () => {
  edit('policies/payments.yaml', 'deny: variables.by_agent', 'deny: variables.by_agent || subject.type == "user"');
  const { code, out } = await live();
  expect(code).toBe(1);
  expect(out).toContain('2 of 8 living tokens would not be issued today, or would hold less\n');
  expect(out).toContain('scope payments/write (by payments/no-agents)');
  const csv = await live('--csv');
  expect(csv.out.split('\r\n').slice(0, 2)).toEqual([
    'subject_type,subject,client,token,count,issued,dies,refused,too_much,rules,records',
    `user,${records[PERSON]!.who!.subject.id},6p1treasuryportal4example0,access_token,2,${at(-25)},${at(35)},false,scope:payments/write,payments/no-agents,${[0, 5].map((n) => records[n]!.id).join(' ')}`,
  ]);
});

test('with --fresh, by what the sources say now', async () => {
  expect(await live('--fresh')).toMatchObject({ code: 0 });
  edit('sources/switches.yaml', 'clients: [', 'clients: [8r3ledgercopilot5example01, ');
  expect(await live()).toMatchObject({ code: 0 });
  const { code, out } = await live('--fresh', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    tokens: [
      {
        client: '8r3ledgercopilot5example01',
        subject: records[AGENT]!.who!.subject.id,
        isRefused: true,
        excess: [
          { kind: 'token', item: 'issued', rule: 'payments/switched-off', reason: 'this client is switched off' },
        ],
      },
    ],
  });
});

test('a token of a policy that was only observed holds what the identity provider gave it', async () => {
  edit('assay.yaml', 'mode: enforce', 'mode: observe');
  const store = await openSqliteStore(join(project.path, 'observed.db'));
  await recordDecisions({ store, directory: project.path }, quickstartEvents(EXAMPLE, 5, NOW - 10 * MINUTE));
  await store.close();
  edit('assay.yaml', 'mode: observe', 'mode: enforce');
  const { out } = await run(
    ['live', '--would-refuse', '--log', 'observed.db', '--json', '--client', '4k9oldmobileapp2example013'],
    { cwd: project.path },
  );
  expect(JSON.parse(out)).toMatchObject({
    alive: 1,
    tokens: [{ isRefused: true, excess: [{ rule: 'payments/switched-off' }] }],
  });
});

test('says what it wants to be told', async () => {
  const { code, err } = await run(['live', '--log', 'log.db'], { cwd: project.path });
  expect({ code, err: err.split('\n')[0] }).toEqual({
    code: 2,
    err: 'assay: ERR_USAGE: required option `--would-refuse` not specified',
  });
  expect(jsonOf({ out: (await live('--json', '--csv')).err, code: 0, err: '' })).toMatchObject({
    error: { code: 'ERR_USAGE' },
  });
});
