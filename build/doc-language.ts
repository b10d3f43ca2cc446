// SPDX-License-Identifier: Apache-2.0
import { load, table } from './page-parts.ts';

/** What is read here of a type of the expression language: see packages/policy/src/expression/types.ts. */
interface Type {
  readonly kind: string;
  readonly values?: readonly string[];
  readonly of?: Type;
  readonly key?: Type;
  readonly value?: Type;
  readonly name?: string;
  readonly members?: ReadonlyMap<string, { readonly type: Type; readonly optional: boolean }>;
  readonly namespace?: true;
}

interface Input {
  readonly type: Type;
  readonly optional?: true;
}

interface BoundInputs {
  readonly GROUP_INPUTS: readonly (readonly [string, Input])[];
  readonly ROLE_INPUTS: readonly (readonly [string, Input])[];
}

interface Inputs {
  readonly inputsOf: (project: object) => ReadonlyMap<string, Input>;
  readonly GATE_INPUTS: readonly (readonly [string, Input])[];
  readonly TOKEN_INPUTS: readonly (readonly [string, Input])[];
  readonly SCOPE_INPUTS: readonly (readonly [string, Input])[];
  readonly detailInputs: (schema: undefined) => readonly (readonly [string, Input])[];
}

/** What each input means; one without an entry, or an entry without an input, fails. */
const MEANING: Readonly<Record<string, string>> = {
  'subject.type': 'whom the token speaks for',
  'subject.id': 'its `sub`',
  'subject.profile': 'what the identity provider knows of the subject: a map, typed by `inputs.profile` of the project',
  'subject.groups': 'groups the identity provider would put into the token',
  'subject.roles': 'roles the identity provider would put into the token',
  'client.id': '`client_id`',
  'client.name': '',
  'client.registration': 'as the operator says it',
  'client.instance': 'one running copy of the client, where the identity provider tells it',
  'actor.type': 'the party acting now for the subject (RFC 8693 `act`), where there is one',
  'actor.id': '',
  'authentication.acr': 'how strong the sign-in was, where the identity provider tells it',
  'authentication.amr': 'how the subject signed in; empty where that is not told',
  'authentication.auth_time': 'when, in seconds since 1970, where that is told',
  request: 'what the client sent along: only what `inputs.parameters` of the project declares',
  'context.time': 'when the attempt began, in seconds since 1970',
  'context.ip': 'where the identity provider tells it',
  'context.user_agent': 'where the identity provider tells it',
  grant: '',
  protocol: '',
  trigger: "the identity provider's hook that asks",
  tokens: 'what is about to be issued',
  targets: 'the audiences of the request',
  scopes: 'the scopes of the request',
  confirmation: '`cnf`, where the token will be bound to a key',
  audience: 'gates, scopes, groups, roles, lifetime: the target that is asked about',
  scope: 'scopes: the scope as requested; the variables in its braces have names of their own',
  token: 'claims, lifetime: the token type that is decided',
  detail: "authorization details: the element; its type is the project's, where `inputs.authorization_details` has one",
  'cell.location': 'authorization details: a rule that reads `cell` is decided for each location, action and datatype',
  group: 'groups: the group that is decided',
  role: 'roles: the role that is decided',
  'cell.action': '',
  'cell.datatype': '',
};

function typeText(type: Type): string {
  if (type.values) return type.values.map((value) => `\`"${value}"\``).join(', ');
  switch (type.kind) {
    case 'list':
      return `list of ${type.of?.values ? typeText(type.of) : `${type.of?.kind ?? 'value'}s`}`;
    case 'map':
    case 'record':
      return 'map';
    default:
      return type.kind;
  }
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

function rowsOf(
  name: string,
  { type, optional = false }: { readonly type: Type; readonly optional?: boolean },
): readonly Row[] {
  if (type.namespace !== true) return [{ name, type: typeText(type), optional }];
  return [...(type.members ?? [])].map(([member, { type: inner, optional: isOptional }]) => ({
    name: `${name}.${member}`,
    type: typeText(inner),
    optional: isOptional || optional,
  }));
}

/** The built-in inputs of expressions. */
export async function inputTable(root: string): Promise<string> {
  const module = await load<Inputs>(root, 'packages/policy/src/expression/inputs.ts');
  const sections = await load<BoundInputs>(root, 'packages/policy/src/compile/bound-inputs.ts');
  const everywhere = [...module.inputsOf({ inputs: { details: {} }, sources: [] })];
  const bound = [
    ...module.GATE_INPUTS,
    ...module.SCOPE_INPUTS,
    ...module.TOKEN_INPUTS,
    ...module.detailInputs(undefined),
    ...sections.ROLE_INPUTS,
    ...sections.GROUP_INPUTS,
  ];
  const rows = [...new Map([...everywhere, ...bound])].flatMap(([name, input]) => rowsOf(name, input));
  const names = rows.map(({ name }) => name);
  const differing = [
    ...names.filter((name) => !Object.hasOwn(MEANING, name)),
    ...Object.keys(MEANING).filter((name) => !names.includes(name)),
  ];
  if (differing.length > 0)
    throw new Error(`build/doc-language.ts: inputs and their meanings differ in ${differing.join(', ')}`);
  return table(
    ['name', 'type', 'needs `has()`', 'what it is'],
    rows.map(({ name, type, optional }) => [`\`${name}\``, type, optional ? 'yes' : '', MEANING[name] ?? '']),
  );
}

interface Declaration {
  readonly name: string;
  readonly receiver?: true;
  readonly params: readonly Type[];
  readonly result: Type;
}

/** A type as a signature has it; a parameter by its name. */
function signatureType(type: Type): string {
  if (type.kind === 'param') return type.name ?? '';
  if (type.kind === 'list') return `list<${type.of ? signatureType(type.of) : ''}>`;
  if (type.kind === 'map')
    return `map<${type.key ? signatureType(type.key) : ''}, ${type.value ? signatureType(type.value) : ''}>`;
  if (type.kind === 'optional') return `optional<${type.of ? signatureType(type.of) : ''}>`;
  return type.kind;
}

/** How a function or operator is written, by its name in CEL's syntax tree. */
function written({ name, receiver, params }: Declaration): string {
  const types = params.map(signatureType);
  const [first = '', second = ''] = types;
  if (name === '@in') return `${first} in ${second}`;
  if (name === '_[_]') return `${first}[${second}]`;
  if (name === '_[?_]') return `${first}[?${second}]`;
  if (name === '_?._') return `${first}.?name`;
  if (name === '_?_:_') return `bool ? ${second} : ${second}`;
  if (/^_.+_$/.test(name)) return `${first} ${name.slice(1, -1)} ${second}`;
  if (/^[^_]+_$/.test(name)) return `${name.slice(0, -1)}${first}`;
  return receiver ? `${first}.${name}(${types.slice(1).join(', ')})` : `${name}(${types.join(', ')})`;
}

/** Every overload of every operator, by what it yields; functions have a page of their own. */
export async function functionTable(root: string): Promise<string> {
  const { DECLARATIONS } = await load<{ DECLARATIONS: readonly Declaration[] }>(
    root,
    'packages/policy/src/expression/functions/table.ts',
  );
  const byName = Map.groupBy(
    DECLARATIONS.filter(({ name }) => /^(?:_|!_|-_|@in$)/.test(name)),
    ({ name, receiver, result }) => `${receiver === true} ${name} ${signatureType(result)}`,
  );
  return table(
    ['written', 'yields'],
    [...byName.values()].map((overloads) => [
      overloads.map((declaration) => `\`${written(declaration)}\``).join('<br>'),
      signatureType(overloads[0]?.result ?? { kind: '' }),
    ]),
  );
}
