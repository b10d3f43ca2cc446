// SPDX-License-Identifier: Apache-2.0
import { overloadsOf, types, type Declaration, type Input, type Scope, type Type } from '@assay/policy/language';
import type { SpecDeclaration, SpecTest, SpecType } from './tests.ts';

/** The names and functions a test may use: those it declares, and CEL's standard environment with its extensions; none of ours. */
export function scopeOf({ original, checkedAst }: SpecTest): Scope {
  const declared = original.typeEnv ?? [];
  const isDeclared = new Set(declared.map(({ name }) => name));
  const inferred =
    original.name === undefined || original.expr.includes('cel.block')
      ? namesIn(checkedAst ?? '')
      : new Map<string, Type>();
  const bound = Object.keys(original.bindings ?? {}).filter((name) => !isDeclared.has(name));
  const inputs = new Map<string, Input>([
    ...[...inferred].map(([name, type]) => [name, input(name, type)] as const),
    ...bound.map((name) => [name, input(name, types.DYN)] as const),
    ...declared.flatMap(({ name, ident }) =>
      ident ? [[name, input(name, withoutParams(typeOf(ident.type)))] as const] : [],
    ),
  ]);
  const functions = [...declared.flatMap(functionsOf), ...TEST_FUNCTIONS];
  const isMixed = /_(?:int|uint)64_double\b/.test(checkedAst ?? '');
  const overloads = (name: string, receiver: boolean): readonly Declaration[] => [
    ...functions.filter((declaration) => declaration.name === name && (declaration.receiver ?? false) === receiver),
    ...overloadsOf(name, receiver).filter((declaration) => isMixed || !declaration.extension),
  ];
  const { container } = original;
  return { inputs, variables: new Map(), overloads, dynamic: true, ...(container && { container }) };
}

/** What the tests of cel-go's checker declare beside variables, and `cel.block` of the suite. */
const TEST_FUNCTIONS: readonly Declaration[] = [
  { name: 'fg_s', id: 'fg_s_0', params: [], result: types.STRING, op: 'fg_s' },
  { name: 'fi_s_s', receiver: true, id: 'fi_s_s_0', params: [types.STRING], result: types.STRING, op: 'fi_s_s' },
  {
    name: 'cel.@block',
    id: 'cel_block_list',
    params: [types.listOf(types.param('T')), types.param('R')],
    result: types.param('R'),
    op: 'block',
  },
];

/** A variable of a type with parameters is of some type nobody knows. */
const withoutParams = (type: Type): Type => (type.kind === 'param' ? types.DYN : type);

const input = (name: string, type: Type): Input => ({ root: 'bound', path: [name], type });

function functionsOf({ name, function: declared }: SpecDeclaration): readonly Declaration[] {
  return (declared?.overloads ?? []).map(({ overloadId, params = [], resultType, isInstanceFunction }) => ({
    name,
    ...(isInstanceFunction && { receiver: true }),
    id: overloadId,
    params: params.map(typeOf),
    result: typeOf(resultType),
    op: overloadId,
  }));
}

const PRIMITIVES: Readonly<Record<string, Type>> = {
  BOOL: types.BOOL,
  INT64: types.INT,
  UINT64: types.UINT,
  DOUBLE: types.DOUBLE,
  STRING: types.STRING,
  BYTES: types.BYTES,
};

const WELL_KNOWN: Readonly<Record<string, Type>> = {
  DURATION: types.DURATION,
  TIMESTAMP: types.TIMESTAMP,
  'google.protobuf.Duration': types.DURATION,
  'google.protobuf.Timestamp': types.TIMESTAMP,
};

/** A type of the specification as ours. */
export function typeOf(type: SpecType): Type {
  const [kind, of] = Object.entries(type)[0] ?? ['dyn', {}];
  const inner = of as { readonly [member: string]: SpecType }; // sound: as `cel.expr.Type` has it
  switch (kind) {
    case 'primitive':
      return PRIMITIVES[String(of)] ?? types.DYN;
    case 'wellKnown':
    case 'messageType':
      return WELL_KNOWN[String(of)] ?? types.opaque(String(of));
    case 'null':
      return types.NULL;
    case 'listType':
      return types.listOf(typeOf(inner['elemType'] ?? {}));
    case 'mapType':
      return types.mapOf(typeOf(inner['keyType'] ?? {}), typeOf(inner['valueType'] ?? {}));
    case 'typeParam':
      return types.param(String(of));
    case 'abstractType': {
      const parameters = ((inner['parameterTypes'] ?? []) as unknown as readonly SpecType[]).map(typeOf); // sound: as above
      const name = inner['name'] as unknown as string; // sound: as above
      return name === 'optional_type'
        ? types.optionalOf(parameters[0] ?? types.DYN)
        : { kind: 'opaque', name, of: parameters };
    }
    default:
      return types.DYN;
  }
}

/** The names a checked tree refers to, with their types: tests taken from cel-go's sources say in no other way what they declare. */
function namesIn(checkedAst: string): ReadonlyMap<string, Type> {
  const found = new Map<string, Type>();
  for (const [, name, type, reference] of checkedAst.matchAll(/([\w.@]+)~((?:[^~^\n]|\n)*?)\^([\w.@]+)/g)) {
    if (name === undefined || type === undefined || !`${reference}.`.startsWith(`${name}.`) || type.startsWith('type('))
      continue;
    const parsed = parseType(type);
    if (parsed) found.set(name, parsed);
  }
  return found;
}

const NAMED: ReadonlyMap<string, Type> = new Map([
  ['int', types.INT],
  ['uint', types.UINT],
  ['double', types.DOUBLE],
  ['bool', types.BOOL],
  ['string', types.STRING],
  ['bytes', types.BYTES],
  ['null', types.NULL],
  ['dyn', types.DYN],
  ['timestamp', types.TIMESTAMP],
  ['duration', types.DURATION],
]);

/** A type as cel-go prints it: `map(string, list(int))`. */
export function parseType(text: string): Type | undefined {
  const named = NAMED.get(text);
  if (named) return named;
  const [, outer, inner = ''] = /^([\w.]+)\((.*)\)$/s.exec(text) ?? [];
  if (outer === undefined) return undefined;
  const parts = split(inner).map(parseType);
  if (!parts.every((part) => part !== undefined)) return undefined;
  const [first = types.DYN, second = types.DYN] = parts;
  switch (outer) {
    case 'list':
      return types.listOf(first);
    case 'map':
      return types.mapOf(first, second);
    case 'optional_type':
      return types.optionalOf(first);
    default:
      return { kind: 'opaque', name: outer, of: parts };
  }
}

/** The parts between commas that stand in no brackets. */
function split(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')') depth--;
    if (i < text.length && (text[i] !== ',' || depth > 0)) continue;
    parts.push(text.slice(start, i).trim());
    start = i + 1;
  }
  return parts;
}

/** A type as cel-go prints it. */
export function printType(type: Type): string {
  switch (type.kind) {
    case 'list':
      return `list(${printType(type.of)})`;
    case 'map':
      return `map(${printType(type.key)}, ${printType(type.value)})`;
    case 'optional':
      return `optional_type(${printType(type.of)})`;
    case 'type':
      return `type(${printType(type.of)})`;
    case 'opaque':
      return type.of?.length ? `${type.name}(${type.of.map(printType).join(', ')})` : type.name;
    default:
      return type.kind;
  }
}
