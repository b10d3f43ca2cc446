// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../testing/run.ts';

const FILES: Readonly<Record<string, string>> = {
  'assay.yaml': `assay: 1
name: sections
policies: [policy.yaml]
governs: { outside: deny }
targets:
  cognito/pre-token-generation:
    audience: https://api.example.com
    clients: { web: { registration: third_party } }
log: { file: records.jsonl }
`,
  'shared/common.yaml': `library: common
owner: iam@example.com
variables: { person: subject.type == "user" && client.id in lists.web }
lists: { web: [web, app] }
`,
  'policy.yaml': `policy: p
owner: p@example.com
imports: { common: shared/common.yaml }
gates:
  - rule: people
    permit: common.person
groups:
  - rule: only-payments
    permit: group.startsWith("pay")
scopes:
  api/read:
    - rule: machines
      request: subject.type != "user"
    - rule: all
      permit: 'true'
  api/{n:int}:
    - rule: small
      permit: n < 5
`,
  'event.json': JSON.stringify({
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_EXAMPLE',
    userName: 'sam',
    callerContext: { clientId: 'web' },
    request: {
      userAttributes: { sub: 'sam-1' },
      groupConfiguration: { groupsToOverride: ['pay-readers', 'staff'], iamRolesToOverride: [], preferredRole: null },
      scopes: ['openid', 'api/read', 'api/3'],
    },
    response: {},
  }),
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const decide = async (...more: readonly string[]): Promise<string> =>
  (await run(['decide', '--idp', 'cognito', '--event', 'event.json', ...more], { cwd: folder })).out;

test('groups, requests for scopes and libraries are told as they were decided', async () => {
  const text = await decide('--explain');
  for (const line of [
    '  withheld  api/read       rule `p/machines` does not let it be requested  machines, policy.yaml:12:7',
    '  groups    pay-readers',
    '            staff removed  the condition of rule `p/only-payments` does not hold  only-payments, policy.yaml:8:5',
    '                common.person is subject.type == "user" && client.id in lists.web',
    '    - rule machines does not let it be requested  policy.yaml:12:7',
    'Which groups does it name?',
    '  pay-readers: kept',
    '  staff: removed, the condition of rule `p/only-payments` does not hold [not_permitted]',
    '                n = 3',
  ])
    expect(text.split('\n')).toContain(line);
});

test('programs are told of groups that stay, and of those that do not and why', async () => {
  const { decision } = JSON.parse(await decide('--json')) as { decision: { groups: unknown; roles?: unknown } }; // sound: what decide prints
  expect([decision.groups, decision.roles]).toEqual([
    {
      kept: ['pay-readers'],
      removed: [
        {
          name: 'staff',
          rule: 'only-payments',
          reason: 'the condition of rule `p/only-payments` does not hold',
          code: 'not_permitted',
          at: 'policy.yaml:8:5',
        },
      ],
    },
    undefined,
  ]);
});

test('a project is listed with its libraries and its rules about groups', async () => {
  const { out } = await run(['check'], { cwd: folder });
  expect(out).toContain('Groups\n  only-payments\n');
  expect(out).toContain('Libraries\n  common  iam@example.com  shared/common.yaml\n');
});
