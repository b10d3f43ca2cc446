// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionTrigger } from '@assay/auth0/testing';
import type { JsonObject } from '@assay/core/model';
import { compileVector, type CompiledVector } from '../vectors/compile.ts';
import { builtCode } from '../vectors/deployed.ts';

/** Whoever reads may read, nobody may write, a password gets nothing, and tokens say the team: it fits the events both adapters have as fixtures. */
const POLICY = `policy: house
owner: house@example.com
gates:
  - rule: anyone
    permit: 'true'
  - rule: no-passwords
    deny: 'true'
    grants: [password]
    reason: passwords stay at home
scopes:
  'read:orders': [{ rule: readers, permit: 'true' }]
  'stock/read': [{ rule: counters, permit: 'true' }]
  aws.cognito.signin.user.admin: [{ rule: own-account, permit: 'true' }]
  'write:orders': [{ rule: partners, permit: client.id == "partner" }]
  'stock/write': [{ rule: suppliers, permit: client.id == "partner" }]
claims:
  'https://example.com/team':
    - rule: team
      value: '"harbour"'
      tokens: [access_token, id_token, saml2]
`;

/** The project of the policy; \`more\` replaces members of the project, and \`policy\` the policy. */
export function compileHouse(more: JsonObject = {}, policy: string = POLICY): CompiledVector {
  return compileVector({
    project: { governs: { outside: 'pass' }, log: { file: 'r.jsonl', required: true, inputs: 'digest' }, ...more },
    policy,
  });
}

/** Whose tokens the house takes in exchange. */
export const ISSUER = { issuer: 'https://legacy.example.com', audience: 'https://orders.example.com/exchange' };

/** What the operator of the house says beside the policy, by the platform. */
export const SETTINGS: { readonly [P in 'auth0' | 'cognito']: JsonObject } = {
  auth0: {
    issuers: [
      {
        ...ISSUER,
        jwks_uri: 'https://sources.example.com/jwks',
        subject_token_types: ['urn:example:legacy-session'],
        user: { by: 'id', claim: 'sub', prefix: 'auth0|' },
      },
    ],
  },
  cognito: {},
};

/** The Action of a trigger of the house. */
export const actionOf = (trigger: ActionTrigger, house: CompiledVector = compileHouse()): Promise<string> =>
  builtCode(house, `auth0/${trigger}`, SETTINGS.auth0);

/** The Lambda of the house. */
export const lambdaOf = (house: CompiledVector = compileHouse()): Promise<string> =>
  builtCode(house, 'cognito/pre-token-generation', SETTINGS.cognito);

const FIXTURES = {
  auth0: join(__dirname, '../../../packages/auth0/fixtures'),
  cognito: join(__dirname, '../../../packages/cognito/fixtures'),
};

/** Every event an adapter has as a fixture, by its name; for Auth0, of one trigger. */
export function fixturesOf(idp: keyof typeof FIXTURES, trigger = ''): ReadonlyMap<string, JsonObject> {
  const folder = join(FIXTURES[idp], trigger);
  if (!existsSync(folder)) throw new Error(`no fixtures in ${folder}`);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    names.map((name) => [
      name.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(folder, name), 'utf8')) as JsonObject, // sound: written by hand, an object
    ]),
  );
}
