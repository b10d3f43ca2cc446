// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { NOW, run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');

let project: Folder;
beforeEach(() => {
  project = copyProject(EXAMPLE, NOW);
});
afterEach(() => project.remove());

const quickstart = (columns: number): Promise<string> =>
  run(['quickstart', '--project', project.path], { cwd: project.path, terminal: { columns } }).then(({ out }) =>
    stripVTControlCharacters(out),
  );

test.each([80, 100, 120, 200])('the table fits %i columns', async (columns) => {
  const lines = (await quickstart(columns)).split('\n');
  const table = lines.slice(
    lines.findIndex((line) => line.startsWith('──')),
    lines.findLastIndex((line) => line.startsWith('──')) + 1,
  );
  expect(table.length).toBeGreaterThan(12);
  expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(columns);
});

test('the last line names the records and how to open them', async () => {
  const last = (await quickstart(80)).trimEnd().split('\n').at(-1);
  expect(last).toBe('The 5 records are in records.jsonl: tail -n 5 records.jsonl');
  expect(readFileSync(join(project.path, 'records.jsonl'), 'utf8').trim().split('\n')).toHaveLength(5);
});

test('each request comes to what the policy says', async () => {
  const { code, out } = await run(['quickstart', '--project', project.path, '--json']);
  const rows = JSON.parse(out) as readonly {
    event: string;
    decision: {
      outcome: string;
      scopes: { granted: readonly string[]; withheld: readonly { scope: string; rule: string }[] };
    };
  }[]; // sound: what quickstart prints
  expect(code).toBe(0);
  expect(
    rows.map(({ event, decision: { outcome, scopes } }) => [
      event,
      outcome,
      scopes.granted.join(' '),
      scopes.withheld.map(({ scope, rule }) => `${scope} ${rule}`).join(' '),
    ]),
  ).toEqual([
    ['1-person.json', 'permit', 'openid email payments/read payments/write', 'payments/approve strong-reviewer'],
    ['2-service-account.json', 'permit', 'payments/read', 'payments/write reviewer'],
    ['3-ai-agent.json', 'permit', 'openid email payments/read', 'payments/write no-agents'],
    ['4-risky-sign-in.json', 'permit', 'openid email payments/read', 'payments/write calm-sign-in'],
    ['5-switched-off-client.json', 'deny', '', 'openid switched-off payments/read switched-off'],
  ]);
});

test('the examples are where the command looks for them', async () => {
  expect(existsSync(join(EXAMPLE, 'assay.yaml'))).toBe(true);
});
