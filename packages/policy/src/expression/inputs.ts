// SPDX-License-Identifier: Apache-2.0
import { CLIENT_REGISTRATIONS, GRANT_TYPES, PROTOCOLS, SUBJECT_TYPES, TOKEN_TYPES } from '@assay/core/model';
import type { JsonSchema, Project } from '../document/project.ts';
import { typeOfSchema } from './schema-type.ts';
import type { Input } from './scope.ts';
import { DYN, INT, listOf, mapOf, oneOf, STRING, type Member, type RecordType, type Type } from './types.ts';

const required = (type: Type, path?: readonly string[]): Member => ({
  type,
  optional: false,
  ...(path ? { path } : {}),
});
const optional = (type: Type, path?: readonly string[]): Member => ({
  type,
  optional: true,
  ...(path ? { path } : {}),
});

/** Inputs that are places for several values: their members lie where the IssuanceRequest has them. */
const place = (members: Readonly<Record<string, Member>>): RecordType => ({
  kind: 'record',
  members: new Map(Object.entries(members)),
  open: false,
  namespace: true,
});

const STRINGS = listOf(STRING);
const NO_MEMBERS: Type = { kind: 'record', members: new Map(), open: false };

const CLIENT = place({
  id: required(STRING),
  name: optional(STRING),
  registration: required(oneOf(CLIENT_REGISTRATIONS)),
  instance: optional(STRING),
});

const AUTHENTICATION = place({
  acr: optional(STRING),
  amr: required(STRINGS),
  auth_time: optional(INT, ['authentication', 'authTime']),
});

const CONTEXT = place({
  time: required(INT),
  ip: optional(STRING),
  user_agent: optional(STRING, ['context', 'userAgent']),
});

const subject = (profile: Type): Type =>
  place({
    type: required(oneOf(SUBJECT_TYPES)),
    id: required(STRING),
    profile: required(profile),
    groups: required(STRINGS, ['baseline', 'groups']),
    roles: required(STRINGS, ['baseline', 'roles']),
  });

const ACTOR = place({ type: required(oneOf(SUBJECT_TYPES)), id: required(STRING) });

const ofRequest = (type: Type, ...path: readonly string[]): Input => ({ root: 'request', path, type });

/** What every project can read, by its name in an expression; the types of `profile` and of request parameters are the project's. */
function builtIn(profile: Type, parameters: Type): Readonly<Record<string, Input>> {
  return {
    subject: ofRequest(subject(profile), 'subject'),
    client: ofRequest(CLIENT, 'client'),
    actor: { ...ofRequest(ACTOR, 'actors', '0'), optional: true },
    authentication: ofRequest(AUTHENTICATION, 'authentication'),
    request: ofRequest(parameters, 'context', 'parameters'),
    context: ofRequest(CONTEXT, 'context'),
    grant: ofRequest(oneOf(GRANT_TYPES), 'grant'),
    protocol: ofRequest(oneOf(PROTOCOLS), 'protocol'),
    trigger: ofRequest(STRING, 'trigger'),
    tokens: ofRequest(listOf(oneOf(TOKEN_TYPES)), 'tokens'),
    targets: ofRequest(STRINGS, 'targets'),
    scopes: ofRequest(STRINGS, 'scopes'),
    confirmation: { ...ofRequest(mapOf(STRING, DYN), 'confirmation'), optional: true },
  };
}

/** Names a source cannot have. */
export const BUILT_IN_NAMES: readonly string[] = [
  ...Object.keys(builtIn(DYN, DYN)),
  'variables',
  'scope',
  'audience',
  'token',
  'detail',
  'cell',
  'group',
  'role',
  'lists',
];

/** The inputs of a project: the built-in ones, and each source by its name. */
export function inputsOf({ inputs, sources }: Pick<Project, 'inputs' | 'sources'>): ReadonlyMap<string, Input> {
  const profile = inputs.profile ? typeOfSchema(inputs.profile) : mapOf(STRING, DYN);
  const parameters = inputs.parameters ? typeOfSchema(inputs.parameters) : NO_MEMBERS;
  const read = sources.map((source): readonly [string, Input] => [
    source.name.value,
    { root: 'attribute', path: [source.name.value], type: typeOfSchema(source.schema) },
  ]);
  return new Map([...read, ...Object.entries(builtIn(profile, parameters))]);
}

const bound = (name: string, type: Type): readonly [string, Input] => [name, { root: 'bound', path: [name], type }];

const CELL = place({ location: required(STRING), action: required(STRING), datatype: required(STRING) });

/** Names a section binds, with what they are. */
export type BoundInputs = readonly (readonly [name: string, input: Input])[];

export const GATE_INPUTS: BoundInputs = [bound('audience', STRING)];
export const SCOPE_INPUTS: BoundInputs = [bound('scope', STRING), bound('audience', STRING)];
export const TOKEN_INPUTS: BoundInputs = [bound('token', oneOf(TOKEN_TYPES))];

/** Members every authorization detail may have, whatever its type (RFC 9396 section 2.2). */
const COMMON_MEMBERS: readonly (readonly [string, Member])[] = [
  ['type', required(STRING)],
  ['locations', optional(STRINGS)],
  ['actions', optional(STRINGS)],
  ['datatypes', optional(STRINGS)],
  ['identifier', optional(STRING)],
  ['privileges', optional(STRINGS)],
];

/** What rules of an authorization detail can read; its type is the project's, where it gives one, with the members all of them have. */
export function detailInputs(schema: JsonSchema | undefined): BoundInputs {
  const own = schema ? typeOfSchema(schema) : mapOf(STRING, DYN);
  const detail = own.kind === 'record' ? { ...own, members: new Map([...COMMON_MEMBERS, ...own.members]) } : own;
  return [bound('detail', detail), bound('cell', CELL)];
}

/** Where a bound name is known, for those who use it elsewhere. */
export const BOUND_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['scope', 'in rules of `scopes`'],
  ['audience', 'in rules of `gates`, `scopes`, `groups`, `roles` and `lifetime`'],
  ['token', 'in rules of `claims` and `lifetime`'],
  ['detail', 'in rules of `authorization_details`'],
  ['cell', 'in rules of `authorization_details`'],
  ['group', 'in rules of `groups`'],
  ['role', 'in rules of `roles`'],
]);
