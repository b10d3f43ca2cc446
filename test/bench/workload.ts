// SPDX-License-Identifier: Apache-2.0
import type { Attributes, IssuanceRequest } from '@assay/core/model';
import { createRandom, type Random } from './random.ts';

/** One condition, in the forms the contestants take: CEL as a policy has it, and JavaScript as a person would write it over `x`. */
export interface Conjunct {
  readonly cel: string;
  /** As Cedar has it, over its context. */
  readonly cedar: string;
  /** As Rego has it, over its input. */
  readonly rego: string;
  /** True where what it reads is there and the condition holds. */
  readonly js: string;
  /** True where what it reads is missing. */
  readonly missing: string;
}

export interface WorkloadRule {
  readonly id: string;
  readonly scope: string;
  readonly effect: 'permit' | 'deny';
  readonly conjuncts: readonly Conjunct[];
}

/** N rules over N/4 scopes (at least 5), one in five a denial, and a thousand requests of one to five scopes. */
export interface Workload {
  readonly rules: readonly WorkloadRule[];
  readonly scopes: readonly string[];
  readonly inputs: readonly { readonly request: IssuanceRequest; readonly attributes: Attributes }[];
}

export const AUDIENCE = 'https://api.example.com/bench';
const ROLES = ['admin', 'editor', 'viewer', 'auditor', 'billing', 'support', 'owner', 'guest'];
const COUNTRIES = ['CH', 'DE', 'FR', 'US', 'SE', 'PT', 'JP', 'BR'];
const DEPARTMENTS = ['sales', 'engineering', 'finance', 'legal'];
const TENANTS = ['acme', 'globex', 'initech'];
const CLIENTS = Array.from({ length: 60 }, (_, i) => `client-${i}`);

const text = (value: string): string => JSON.stringify(value);

const CONJUNCTS: readonly ((random: Random) => Conjunct)[] = [
  (random) => {
    const role = text(random.pick(ROLES));
    return {
      cel: `${role} in iga.roles`,
      cedar: `context.iga.roles.contains(${role})`,
      rego: `${role} in input.iga.roles`,
      js: `x.roles.includes(${role})`,
      missing: 'x.roles === undefined',
    };
  },
  (random) => {
    const limit = 20 + random.below(80);
    return {
      cel: `risk.score < ${limit}`,
      cedar: `context.risk.score < ${limit}`,
      rego: `input.risk.score < ${limit}`,
      js: `x.score < ${limit}`,
      missing: 'x.score === undefined',
    };
  },
  () => ({
    cel: 'app.tenant == request.tenant',
    cedar: 'context.app.tenant == context.request.tenant',
    rego: 'input.app.tenant == input.request.tenant',
    js: 'x.tenant === x.wanted',
    missing: 'x.tenant === undefined || x.wanted === undefined',
  }),
  (random) => {
    const ids = `[${random
      .some(CLIENTS, 5 + random.below(25))
      .map(text)
      .join(', ')}]`;
    return {
      cel: `client.id in ${ids}`,
      cedar: `${ids}.contains(context.client)`,
      rego: `input.client in ${ids}`,
      js: `${ids}.includes(x.client)`,
      missing: 'false',
    };
  },
  (random) => {
    const countries = `[${random.some(COUNTRIES, 4).map(text).join(', ')}]`;
    return {
      cel: `iga.country in ${countries}`,
      cedar: `${countries}.contains(context.iga.country)`,
      rego: `input.iga.country in ${countries}`,
      js: `${countries}.includes(x.country)`,
      missing: 'x.country === undefined',
    };
  },
  (random) => {
    const department = text(random.pick(DEPARTMENTS));
    return {
      cel: `(iga.mfa || iga.department == ${department})`,
      cedar: `context.iga.mfa || context.iga.department == ${department}`,
      rego: `true in [input.iga.mfa, input.iga.department == ${department}]`,
      js: `(x.mfa || x.department === ${department})`,
      missing: 'x.mfa === undefined || x.department === undefined',
    };
  },
  () => ({
    cel: 'app.hour >= 7 && app.hour < 19',
    cedar: 'context.app.hour >= 7 && context.app.hour < 19',
    rego: 'input.app.hour >= 7; input.app.hour < 19',
    js: 'x.hour >= 7 && x.hour < 19',
    missing: 'x.hour === undefined',
  }),
];

export function createWorkload(size: number, seed = 7): Workload {
  const random = createRandom(seed + size);
  const scopes = Array.from(
    { length: Math.max(5, Math.floor(size / 4)) },
    (_, i) => `svc${i}:${i % 2 === 0 ? 'read' : 'write'}`,
  );
  const rules = Array.from({ length: size }, (_, i): WorkloadRule => {
    const conjuncts = random.some(CONJUNCTS, 2 + random.below(4)).map((make) => make(random));
    return {
      id: `rule-${i}`,
      scope: scopes[i % scopes.length] ?? '',
      effect: random.chance(0.8) ? 'permit' : 'deny',
      conjuncts,
    };
  });
  return { rules, scopes, inputs: Array.from({ length: 1000 }, () => createInput(random, scopes)) };
}

function createInput(random: Random, scopes: readonly string[]): Workload['inputs'][number] {
  const wanted = random.some(scopes, 1 + random.below(5));
  const request: IssuanceRequest = {
    trigger: 'bench',
    grant: 'authorization_code',
    protocol: 'oidc',
    tokens: ['access_token'],
    subject: { type: 'user', id: `user-${random.below(500)}`, profile: {} },
    actors: [],
    client: { id: random.pick(CLIENTS), registration: 'first_party' },
    targets: [AUDIENCE],
    scopes: wanted,
    authorizationDetails: [],
    authentication: { amr: [] },
    context: { time: 1_800_000_000, parameters: { tenant: random.pick(TENANTS) } },
    baseline: {
      scopes: wanted,
      audiences: [AUDIENCE],
      groups: [],
      roles: [],
      claims: {},
      lifetimes: {},
      authorizationDetails: [],
    },
  };
  const attributes: Attributes = {
    iga: {
      status: 'active',
      roles: random.some(ROLES, 1 + random.below(4)),
      country: random.pick(COUNTRIES),
      department: random.pick(DEPARTMENTS),
      mfa: random.chance(0.5),
    },
    risk: random.chance(0.02) ? {} : { score: random.below(100) },
    app: { tenant: random.pick(TENANTS), hour: random.below(24) },
  };
  return { request, attributes };
}
