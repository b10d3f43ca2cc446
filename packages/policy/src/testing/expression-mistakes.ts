// SPDX-License-Identifier: Apache-2.0
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import type { TargetCapability } from '../compile/targets/target.ts';
import { inPolicy, PROJECT, type Mistake } from './mistake.ts';

const INPUTS = `inputs:
  parameters: { type: object, properties: { deal: { type: string } } }
sources:
  iga:
    owner: iga@example.com
    driver: static
    file: iga.yaml
    timeout: 100ms
    schema:
      type: object
      required: [status, level, any]
      properties:
        status: { enum: [active, left] }
        level: { type: integer }
        manager: { type: string }
        any: {}
`;
const DATA = { 'iga.yaml': 'status: active\nlevel: 1\nany: 1\n' };

/** A mistake in a policy that may read a source. */
function withInputs(code: DiagnosticCode, at: string, text: string): Mistake {
  const { files } = inPolicy(code, at, text);
  return { code, at, files: { ...files, ...DATA, 'assay.yaml': PROJECT + INPUTS } };
}

/** A mistake in the condition of a scope's rule. */
const inCondition = (code: DiagnosticCode, at: string, condition: string): Mistake =>
  withInputs(code, at, `scopes:\n  a:\n    - rule: r\n      permit: |-\n        ${condition}\n`);

/** A target that sets claims of ID tokens to strings, and can do nothing else. */
const TARGET: TargetCapability = {
  name: 'example/issue',
  tokens: ['access_token', 'id_token'],
  lifetimes: { access_token: 3600 },
  neverTold: new Map([['context.ip', ['context', 'ip']]]),
  capabilities: {
    scopes: 'remove',
    hasUnseenScopes: false,
    claims: { id_token: { set: 'string', remove: false } },
    lifetime: [],
    audience: false,
    groups: false,
    roles: false,
    authorizationDetails: false,
    obligations: [],
    isReservedClaim: (claim) => claim === 'token_use',
  },
};

const onTarget = (code: DiagnosticCode, at: string, text: string): Mistake => ({
  ...inPolicy(code, at, text),
  targets: [TARGET],
});

/** A project that governs one audience, and a target that issues tokens for those given. */
const onTargetFor = (audiences: readonly string[]): Mistake => ({
  code: 'ungoverned-target',
  at: 'example/issue',
  files: {
    'assay.yaml': `${PROJECT.replace('outside: pass', 'audiences: [https://a], outside: deny')}targets: { example/issue: {} }\n`,
    'policy.yaml': 'policy: example\nowner: iam@example.com\n',
  },
  targets: [{ ...TARGET, audiences, isOwnAudience: () => false }],
});

/** Mistakes in expressions, and in what a policy means: found by the compiler and by the check of targets. */
export const EXPRESSION_MISTAKES: readonly Mistake[] = [
  withInputs(
    'untyped-member',
    'detail.amount',
    'authorization_details: { p: [{ rule: r, permit: detail.amount == 1 }] }\n',
  ),
  withInputs(
    'wrong-type-in-expression',
    'client.id',
    'authorization_details: { p: [{ rule: r, permit: true, limit: { amount: client.id } }] }\n',
  ),
  withInputs(
    'unknown-name',
    'cell',
    'authorization_details: { p: [{ rule: r, permit: true, limit: { amount: size(cell.action) } }] }\n',
  ),
  withInputs(
    'overlapping-scopes',
    '"a.{x}"',
    'scopes:\n  "a.{x}": [{ rule: r, permit: x == iga.status }]\n  "a.{n:int}": [{ rule: s, permit: n == iga.level }]\n',
  ),
  inCondition('expression-syntax', '=', 'client.id = "a"'),
  inCondition('expression-syntax', 'and', 'iga.level == 1 and client.id == "a"'),
  inCondition('expression-syntax', '"', 'client.id == "a'),
  inCondition('expression-syntax', 'iga', 'has(iga)'),
  inCondition('limit-exceeded', `${'('.repeat(40)}true${')'.repeat(40)}`, `${'('.repeat(40)}true${')'.repeat(40)}`),
  withInputs(
    'limit-exceeded',
    'r',
    `variables:\n  v0: iga.level == 1\n${Array.from({ length: 60 }, (_, i) => `  v${i + 1}: '!variables.v${i}'\n`).join('')}scopes:\n  a:\n    - rule: r\n      permit: variables.v60\n`,
  ),
  inCondition('limit-exceeded', 'r', Array(260).fill('iga.level!=1').join('&&')),
  inCondition('always-fails', 'cidr("10.0.0.0/33")', 'cidr("10.0.0.0/33").containsIP(client.id)'),
  inCondition(
    'always-fails',
    'timestamp(context.time).getHours("Europe/Zuerich")',
    'timestamp(context.time).getHours("Europe/Zuerich") < 18',
  ),
  inCondition('always-fails', '1 / 0', 'size(client.id) == 1 / 0'),
  withInputs('always-fails', '9007199254740993', 'claims:\n  c:\n    - rule: r\n      value: 9007199254740993\n'),
  inCondition('unknown-name', 'igaa', 'igaa.status == "active"'),
  inCondition('unknown-name', 'token', 'token == "id_token"'),
  inCondition('unknown-name', 'nothing', 'variables.nothing'),
  inCondition('unknown-name', 'client.id.beginsWith("a")', 'client.id.beginsWith("a")'),
  withInputs(
    'unknown-name',
    'scope',
    'variables:\n  v: scope == "a"\nscopes:\n  a:\n    - rule: r\n      permit: variables.v\n',
  ),
  inCondition('unknown-member', 'sttus', 'iga.sttus == "active"'),
  inCondition('unknown-member', 'dael', 'request.dael == "a"'),
  inCondition('wrong-type-in-expression', 'iga.level', 'iga.level'),
  inCondition('wrong-type-in-expression', 'iga.level == "1"', 'iga.level == "1"'),
  inCondition('wrong-type-in-expression', 'iga.any', 'iga.any + 1 > 2'),
  inCondition('unsupported-expression', 'M{a: 1}', 'M{a: 1} == client.id'),
  inCondition('unsupported-expression', 'iga.status', 'client.id.matches(iga.status)'),
  inCondition('unsupported-expression', '"("', 'client.id.matches("(")'),
  inCondition(
    'limit-exceeded',
    'subject.groups.all(a, subject.groups.all(b, subject.groups.all(c, a + b != c)))',
    'subject.groups.all(a, subject.groups.all(b, subject.groups.all(c, a + b != c)))',
  ),
  withInputs(
    'wrong-type-in-expression',
    'timestamp(context.time)',
    'claims:\n  c:\n    - rule: r\n      value: timestamp(context.time)\n',
  ),
  inCondition('unsupported-expression', 'subject', 'subject == "a"'),
  inCondition('optional-without-has', 'iga.manager', 'iga.manager == "a"'),
  inCondition('optional-without-has', 'actor', 'actor.id == "a"'),
  withInputs('optional-without-has', 'iga.manager', 'claims:\n  manager:\n    - rule: r\n      value: iga.manager\n'),
  withInputs(
    'variable-cycle',
    'a',
    'variables:\n  a: variables.b\n  b: variables.a\nscopes:\n  s:\n    - rule: r\n      permit: variables.a\n',
  ),
  withInputs('unused-variable', 'a', 'variables:\n  a: iga.level == 1\n'),
  inCondition('never-matches', '"usr"', 'subject.type == "usr"'),
  inCondition('never-matches', '"actve"', 'iga.status in ["actve", "left"]'),
  inCondition('never-matches', '"acces_token"', '"acces_token" in tokens'),
  inCondition('never-matches', '[]', 'client.id in []'),
  inCondition('never-matches', 'false', 'false'),
  inCondition('never-matches', 'client.id == "b"', 'client.id == "a" && client.id == "b"'),
  inPolicy(
    'never-matches',
    'client.id == "b"',
    'applies: { clients: [a] }\nscopes:\n  s:\n    - rule: r\n      permit: client.id == "b"\n',
  ),
  inPolicy(
    'never-matches',
    'token == "id_token"',
    'claims:\n  c:\n    - rule: r\n      value: "true"\n      when: token == "id_token"\n      tokens: [access_token]\n',
  ),
  inPolicy(
    'never-matches',
    'client_credentials',
    'gates:\n  - rule: r\n    permit: "true"\n    grants: [client_credentials]\n    tokens: [id_token]\n',
  ),
  onTarget(
    'never-told',
    'r',
    'gates:\n  - rule: r\n    permit: has(context.ip) && cidr("10.0.0.0/8").containsIP(context.ip)\n',
  ),
  {
    ...inPolicy('scope-not-removable', 'r', 'scopes:\n  a:\n    - rule: r\n      permit: "true"\n'),
    targets: [{ ...TARGET, capabilities: { ...TARGET.capabilities, scopes: 'none' } }],
  },
  onTargetFor(['https://b']),
  onTargetFor([]),
  onTarget('unenforceable', '5m', 'scopes:\n  a:\n    - rule: r\n      permit: "true"\n      lifetime: 5m\n'),
  onTarget('unenforceable', 'r', 'claims:\n  c:\n    - rule: r\n      value: \'"a"\'\n      tokens: [access_token]\n'),
  onTarget('unenforceable', 'r', 'claims:\n  c:\n    - rule: r\n      value: "1"\n      tokens: [id_token]\n'),
  onTarget('unenforceable', 'r', 'claims:\n  c:\n    - rule: r\n      remove: "true"\n'),
  onTarget('unenforceable', 'r', 'authorization_details:\n  payment:\n    - rule: r\n      permit: "true"\n'),
  onTarget(
    'unknown-lifetime',
    '5m',
    'lifetime:\n  - rule: r\n    when: subject.type == "user"\n    max: 5m\n    tokens: [id_token]\n',
  ),
  onTarget(
    'reserved-claim',
    'r',
    'claims:\n  token_use:\n    - rule: r\n      value: \'"a"\'\n      tokens: [id_token]\n',
  ),
  onTarget(
    'unenforceable-obligation',
    '{ step_up: { acr: phr } }',
    'scopes:\n  a:\n    - rule: r\n      permit: "true"\n      require: { step_up: { acr: phr } }\n',
  ),
];
