// SPDX-License-Identifier: Apache-2.0
import { compileProject, parseProject, type CompiledPolicySet } from '@assay/policy';
import fc from 'fast-check';

export const AUDIENCES = ['https://a.example', 'https://b.example', 'https://c.example'] as const;
export const CLIENTS = ['web', 'cli', 'partner'] as const;

const PROJECT = {
  assay: 1,
  name: 'random',
  mode: 'enforce',
  inputs: {
    parameters: { type: 'object', required: ['deal'], properties: { deal: { type: 'string' } } },
    authorization_details: {
      payment: {
        type: 'object',
        required: ['amount'],
        properties: {
          amount: { type: 'integer', minimum: 0 },
          purposes: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
  sources: {
    iga: {
      owner: 'iga@example.com',
      driver: 'static',
      file: 'iga.yaml',
      key: 'subject.id',
      timeout: '100ms',
      schema: {
        type: 'object',
        required: ['status', 'roles', 'level', 'active', 'limits', 'cases', 'since', 'anything'],
        properties: {
          status: { enum: ['active', 'suspended'] },
          roles: { type: 'array', items: { type: 'string' } },
          level: { type: 'integer' },
          active: { type: 'boolean' },
          manager: { type: 'string' },
          limits: { type: 'object', additionalProperties: { type: 'integer' } },
          cases: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
          since: { type: 'string' },
          anything: {},
        },
      },
    },
    risk: {
      owner: 'risk@example.com',
      driver: 'static',
      file: 'risk.yaml',
      key: 'subject.id',
      timeout: '100ms',
      schema: { type: 'object', required: ['score'], properties: { score: { type: 'integer' } } },
    },
  },
  targets: { 'example/trigger': {} },
  log: { file: 'records.jsonl', required: true, inputs: 'full' },
};

const CONDITIONS = [
  'iga.status == "active"',
  'iga.level > 3',
  'iga.level % 2 == 0',
  '"a" in iga.roles',
  'iga.roles.exists(r, r == "b")',
  'iga.roles.all(r, r in ["a", "b"])',
  'iga.cases.exists_one(c, c.id == request.deal)',
  'iga.cases.exists(c, c.id == "d1")',
  'iga.limits.exists(name, iga.limits[name] == 1)',
  'iga.active',
  '!iga.active',
  'has(iga.manager) && iga.manager != "sam"',
  'iga.limits["gold"] > 2',
  'iga.anything == 1.0',
  'timestamp(iga.since) < timestamp("2026-01-01T00:00:00Z")',
  'timestamp(iga.since).getDayOfWeek() in [1, 2, 3, 4, 5]',
  'risk.score < 50',
  'risk.score / iga.level >= 10',
  'client.id == "web"',
  'client.id in ["web", "cli"]',
  'client.registration != "dynamic"',
  'subject.type == "user"',
  'request.deal.matches("^d[0-9]+$")',
  'variables.trusted',
  'common.partner',
  'size(iga.roles) > 1',
];

const expression = (more: readonly string[] = []): fc.Arbitrary<string> => {
  const one = fc.constantFrom(...CONDITIONS, ...more, ...more);
  return fc.oneof(
    { weight: 3, arbitrary: one },
    { weight: 2, arbitrary: fc.tuple(one, fc.constantFrom('&&', '||'), one).map((parts) => parts.join(' ')) },
    {
      weight: 1,
      arbitrary: fc.tuple(one, one, one).map(([a, b, c]) => `(${a}) && (${b}) && ((${c}) || iga.level < 2)`),
    },
    { weight: 1, arbitrary: fc.tuple(one, one, one).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`) },
    { weight: 1, arbitrary: fc.constant('true') },
  );
};

const lifetime = fc.constantFrom('1m', '5m', '10m', '1h');
const requirement = fc.constantFrom(
  { step_up: { acr: 'phr' } },
  { step_up: { max_age: '10m' } },
  { consent: { purpose: 'to see it' } },
  { approval: { by: 'owner' }, consent: {} },
);
const limit = fc.constantFrom({ amount: 'iga.limits["gold"]' }, { amount: '7' }, { purposes: 'iga.roles' });
const tokens = fc.subarray(['access_token', 'id_token', 'refresh_token'], { minLength: 1 });
const grants = fc.subarray(['authorization_code', 'client_credentials'], { minLength: 1 });

/** Any of the members may be left out. */
const maybe = <T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record(members, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Partial<T>>; // sound: no key is required

const rarely = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | object> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary });

const permit = (more: readonly string[], beside: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.tuple(expression(more), rarely(beside)).map(([condition, rest]) => ({ permit: condition, ...rest }));
const deny = (more: readonly string[]): fc.Arbitrary<object> =>
  fc
    .tuple(expression(more), maybe({ reason: fc.constant('because') }))
    .map(([condition, rest]) => ({ deny: condition, ...rest }));

const rules = (...kinds: readonly fc.Arbitrary<object>[]): fc.Arbitrary<readonly object[]> =>
  fc
    .array(fc.oneof(...kinds), { minLength: 1, maxLength: 4 })
    .map((list) => list.map((rule, i) => ({ rule: `r${i}`, ...rule })));

const scopeRules = (...more: readonly string[]): fc.Arbitrary<readonly object[]> =>
  rules(
    permit(more, maybe({ lifetime, require: requirement })),
    permit(more, fc.constant({})),
    deny(more),
    rarely(expression(more).map((request) => ({ request }))).map((rule) =>
      'request' in rule ? rule : { permit: 'true' },
    ),
    rarely(expression(more).map((consent) => ({ consent }))).map((rule) =>
      'consent' in rule ? rule : { permit: 'true' },
    ),
  );

const VALUES = [
  'iga.status',
  'iga.roles',
  'iga.level + 1',
  'iga.limits',
  'risk.score > 10 ? "high" : "low"',
  '[iga.level, 2]',
  '{"a": iga.active}',
  'iga.anything',
];

const policy = fc.record(
  {
    applies: maybe({
      audiences: fc.subarray([...AUDIENCES], { minLength: 1 }),
      clients: fc.subarray([...CLIENTS], { minLength: 2 }),
    }).filter((applies) => Object.keys(applies).length > 0),
    gates: fc
      .tuple(
        // most of them are open, so that there is more to decide
        fc.oneof(
          { weight: 4, arbitrary: fc.constant([{ rule: 'all', permit: 'true' }]) },
          { weight: 1, arbitrary: fc.constant([]) },
        ),
        rules(
          permit(['audience == "https://a.example"'], maybe({ require: requirement, tokens, grants })),
          permit([], fc.constant({})),
          deny([]).map((rule) => ({ ...rule, tokens: ['id_token'] })),
        ),
      )
      .map(([first, rest]) => [...first, ...rest]),
    scopes: maybe({
      read: scopeRules('scope.startsWith("r")'),
      write: scopeRules('audience != "https://b.example"'),
      openid: scopeRules(),
      'acct.{account}.read': scopeRules('account in iga.roles'),
      'acct.{line:int}.read': scopeRules('line > iga.level'),
      'acct.{env:dev|prod}.read': scopeRules('env == "dev"'),
      'day:{day:date}': scopeRules('day < "2026-06-01"'),
      '{any}:{thing}': scopeRules('any == thing'),
    }),
    claims: maybe({
      tier: rules(
        fc
          .tuple(fc.constantFrom(...VALUES), expression(['token == "id_token"']), maybe({ tokens }))
          .map(([value, when, rest]) => ({ value, when, ...rest })),
        fc.constantFrom(...VALUES).map((value) => ({ value })),
        fc
          .tuple(expression(['token == "access_token"']), maybe({ tokens }))
          .map(([remove, rest]) => ({ remove, ...rest })),
      ),
      email: rules(expression().map((remove) => ({ remove }))),
    }),
    groups: rules(permit(['group in iga.roles', 'group == "staff"'], fc.constant({})), deny(['group == "admins"'])),
    roles: rules(permit(['role == "ops"'], fc.constant({})), deny(['role in iga.roles'])),
    authorization_details: maybe({
      payment: rules(
        limit.map((some) => ({ permit: 'true', limit: some })),
        fc.constant({ permit: 'cell.datatype != "photos"' }),
        permit(
          ['detail.amount <= 10', 'cell.action == "read"', 'cell.location == "https://a.example"'],
          maybe({
            lifetime,
            require: requirement,
            limit,
          }),
        ),
        deny(['cell.datatype == "photos"', 'detail.amount > 20']),
      ),
      other: rules(permit(['cell.action != "write"'], fc.constant({})), deny([])),
    }),
    lifetime: rules(
      fc
        .tuple(expression(['token == "access_token"', 'audience == "https://b.example"']), lifetime, maybe({ tokens }))
        .map(([when, max, rest]) => ({ when, max, ...rest })),
      lifetime.map((max) => ({ max })),
    ),
  },
  { requiredKeys: ['gates'], noNullPrototype: true },
);

const governs = fc.record(
  {
    audiences: fc.constantFrom(AUDIENCES.slice(0, 2), AUDIENCES),
    scopes: fc.constantFrom(['read', 'write', 'acct.*'], ['*']),
    outside: fc.constantFrom('pass', 'deny'),
  },
  { requiredKeys: ['outside'], noNullPrototype: true },
);

const settings = maybe({
  claims: fc.constantFrom({ unlisted: 'remove' }, { unlisted: 'keep' }),
  groups: fc.constant({ unlisted: 'remove' }),
  roles: fc.constant({ unlisted: 'remove' }),
});

const LIBRARY = {
  library: 'common',
  owner: 'iam@example.com',
  variables: {
    partner: 'client.id in lists.partners && client.registration == "third_party"',
    deep: 'variables.partner || iga.active',
  },
  lists: { partners: ['partner', 'cli'] },
};

/** Projects of one or two policies with rules of every section, and a library. Not every one of them compiles: a rule may never hold. */
export const projects: fc.Arbitrary<ReadonlyMap<string, string>> = fc
  .tuple(
    fc.array(policy, { minLength: 1, maxLength: 2 }),
    governs,
    rarely(settings),
    expression().filter((text) => !text.includes('.trusted')),
  )
  .map(([policies, governed, more, trusted]) => {
    const names = policies.map((_, i) => `p${i}.yaml`);
    const files = policies.map((document, i) => ({
      policy: `p${i}`,
      owner: 'p@example.com',
      imports: { common: 'common.yaml' },
      variables: { trusted, unread: 'common.deep' },
      ...document,
    }));
    return new Map<string, string>([
      ['assay.yaml', JSON.stringify({ ...PROJECT, policies: names, governs: governed, ...more })],
      ...files.map((document, i) => [`p${i}.yaml`, JSON.stringify(document, null, 1)] as const),
      ['common.yaml', JSON.stringify(LIBRARY, null, 1)],
      ['iga.yaml', '{}'],
      ['risk.yaml', '{}'],
    ]);
  });

/** The project compiled; the codes of its mistakes where it has any. */
export function compiledOf(files: ReadonlyMap<string, string>): CompiledPolicySet | readonly string[] {
  const { project, diagnostics } = parseProject((path) => files.get(path));
  if (project === undefined) return diagnostics.map(({ code, message }) => `${code}: ${message}`);
  const compilation = compileProject(project);
  return compilation.compiled ?? compilation.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}
