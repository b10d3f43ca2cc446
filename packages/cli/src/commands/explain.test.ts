// SPDX-License-Identifier: Apache-2.0
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { NOW, run, type Run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');

let project: Folder;
beforeEach(() => {
  project = copyProject(EXAMPLE, NOW - 3 * 3_600_000);
});
afterEach(() => project.remove());

const explain = (event: string, ...more: readonly string[]): Promise<Run> =>
  run(['explain', '--idp', 'cognito', '--event', `events/${event}.json`, ...more], { cwd: project.path });
const accountOf = (out: string): string => out.slice(out.indexOf('\n\n', out.indexOf('\n  record ')) + 2);

test('a scope is explained rule by rule: its conditions, what they read, from which source, and how old that was', async () => {
  const { code, out } = await explain('4-risky-sign-in', '--scope', 'payments/write');
  expect({ code, account: accountOf(out) }).toEqual({
    code: 0,
    account: `What may it do?

  payments/write: withheld, this sign-in looks risky [denied_by_rule]
    > rule reviewer permits  policies/payments.yaml:28:7
        yes   variables.reviewer
                variables.reviewer is "payments-reviewer" in iga.roles
                iga.roles = ["payments-reader","payments-reviewer"]  (source iga: 3 hours old)
    - rule no-agents does not deny  policies/payments.yaml:30:7
        no    variables.by_agent
                variables.by_agent is has(agents.name)
                agents.name is missing  (source agents: knows nothing of this key, \`absent:\` of assay.yaml stands in)
    > rule calm-sign-in denies  policies/payments.yaml:33:7
        yes   subject.type == "user"
                subject.type = "user"
        yes   risk.score >= 70
                risk.score = 87  (source risk: 3 hours old)

What the sources said

  source iga: 3 hours old (0 ms)
  source switches: 3 hours old (0 ms)
  source agents: knows nothing of this key, \`absent:\` of assay.yaml stands in (0 ms)
  source app: 3 hours old (0 ms)
  source risk: 3 hours old (0 ms)
`,
  });
});

test('a gate is told once for all tokens it is the same for', async () => {
  const { out } = await explain('5-switched-off-client');
  expect(accountOf(out).split('\n').slice(2, 4)).toEqual([
    '  issue:access_token:refresh_token and issue:id_token:refresh_token at https://api.example.com/payments: closed',
    '    > rule employees permits  policies/payments.yaml:14:5',
  ]);
});

test('an attribute that is missing is named, and what its absence meant', async () => {
  const file = join(project.path, 'sources/risk.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^9b7e.*$/m, ''));
  const { out } = await explain('4-risky-sign-in', '--scope', 'payments/write');
  expect(out.split('\n').filter((line) => /rule calm-sign-in could|risk\.score/.test(line))).toEqual([
    '    > rule calm-sign-in could not be evaluated, and so denies  policies/payments.yaml:33:7',
    '        error risk.score >= 70',
    '                risk.score is missing  (source risk: knows nothing of this key)',
  ]);
});

test('a claim is explained for each token', async () => {
  const { out } = await explain('3-ai-agent', '--claim', 'tenant', 'email');
  expect(
    accountOf(out)
      .split('\n')
      .filter((line) => /^ {2}\S/.test(line))
      .slice(0, 2),
  ).toEqual(['  tenant in the access token and id token: set to "north"', '  email in the id token: removed']);
});

test('--json adds the account as data to what decide prints', async () => {
  const { out } = await explain('4-risky-sign-in', '--scope', 'payments/write', '--json');
  const parsed = JSON.parse(out) as Record<string, unknown>; // sound: what explain prints
  expect(Object.keys(parsed)).toEqual(['decision', 'native', 'record', 'explanation']);
  const { items } = parsed['explanation'] as { items: readonly { rules: readonly unknown[] }[] }; // sound: see accountJson
  expect(items).toHaveLength(1);
  expect({ ...items[0], rules: items[0]?.rules.slice(2) }).toEqual({
    kind: 'scope',
    about: 'payments/write',
    audience: 'https://api.example.com/payments',
    outcome: 'withheld',
    reason: { code: 'denied_by_rule', admin: 'this sign-in looks risky' },
    rules: [
      {
        policy: 'payments',
        rule: 'calm-sign-in',
        at: 'policies/payments.yaml:33:7',
        effect: 'deny',
        result: 'yes',
        conditions: [
          {
            text: 'subject.type == "user"',
            at: 'policies/payments.yaml:35:13',
            result: 'yes',
            variables: {},
            reads: [{ name: 'subject.type', found: 'ok', value: 'user' }],
          },
          {
            text: 'risk.score >= 70',
            at: 'policies/payments.yaml:35:39',
            result: 'yes',
            variables: {},
            reads: [
              {
                name: 'risk.score',
                found: 'ok',
                value: 87,
                source: 'risk',
                status: 'ok',
                age_seconds: 10_800,
                exception: null,
              },
            ],
          },
        ],
      },
    ],
  });
});

test('decide --explain prints the same', async () => {
  const explained = await explain('4-risky-sign-in');
  rmSync(join(project.path, 'records.jsonl'));
  const decided = await run(['decide', '--idp', 'cognito', '--event', 'events/4-risky-sign-in.json', '--explain'], {
    cwd: project.path,
  });
  expect(decided).toEqual(explained);
});

test('what matches nothing of the request is said', async () => {
  const { code, out } = await explain('4-risky-sign-in', '--scope', 'nothing/there');
  expect({ code, account: accountOf(out) }).toEqual({ code: 0, account: 'Nothing of this request matches.\n' });
});
