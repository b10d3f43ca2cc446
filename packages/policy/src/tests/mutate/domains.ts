// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';
import type { DecisionTable, Ir, Rule, Slot } from '@assay/core/pdp';
import type { Project } from '../../document/project.ts';
import { isIr, NUMBERS } from './change-expression.ts';
import { membersOf } from './member-values.ts';
import { neighboursOf, secondsOf } from './neighbours.ts';
import { sampleOf, schemaAt } from './samples.ts';

/** Stands for an attribute that is not there. */
export const MISSING = null;

/** The values each attribute is tried with: the literals it is met with and their neighbours, one nobody named, and none. By the index of the slot. */
export type Domains = readonly (readonly Json[])[];

/** Values worth trying of one attribute: more would only be tried for longer. */
const MOST = 16;

/** The domains of what `rules` read; those of inputs with a JSON Schema keep to it. `samples` are texts that match patterns, by their programs. */
export function domainsOf(
  table: DecisionTable,
  project: Project,
  rules: readonly Rule[],
  samples: ReadonlyMap<string, string>,
): Domains {
  const literals = table.slots.map(() => new Set<string | number | boolean>());
  const peers: (readonly [number, number])[] = [];
  const visit = (ir: Ir): readonly number[] => {
    const slots = ir[0] === 'slot' || ir[0] === 'has' ? [Number(ir[1])] : [];
    if (ir[0] === 'var') visitAt(table.variables[Number(ir[1])]?.expr ?? -1);
    const below = ir.slice(1).map((operand) => (isIr(operand) ? visit(operand) : []));
    const direct = ir
      .slice(1)
      .flatMap((operand) => (isIr(operand) && operand[0] === 'slot' ? [Number(operand[1])] : []));
    const sample = ir[0] === 'matches' ? samples.get(table.strings[Number(ir[2])] ?? '') : undefined;
    const found = [
      ...(sample === undefined ? [] : [sample]),
      ...ir.slice(1).flatMap((operand) => (isIr(operand) ? literalsOf(operand, table) : [])),
    ];
    // what an operation compares: the attributes below it, with the literals beside them
    const wider = PARTS.has(ir[0]) ? found.flatMap((literal) => [literal, `${literal}x`, `x${literal}`]) : found;
    for (const slot of below.flat()) for (const literal of wider) literals[slot]?.add(literal);
    for (const slot of direct.slice(1)) peers.push([direct[0] ?? slot, slot]);
    return [...slots, ...below.flat()];
  };
  const seen = new Set<number>();
  const visitAt = (expr: number): void => {
    const ir = table.exprs[expr];
    if (ir === undefined || seen.has(expr)) return;
    seen.add(expr);
    visit(ir);
  };
  for (const { when, value } of rules) for (const expr of value === undefined ? when : [...when, value]) visitAt(expr);
  for (const [a, b] of [...peers, ...peers])
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      for (const value of literals[from] ?? []) literals[to]?.add(value);
  return table.slots.map((slot, index) => valuesOf(slot, [...(literals[index] ?? [])], project));
}

/** Operators that ask for a part of a text: one that goes on before it or after it is worth trying. */
const PARTS: ReadonlySet<string> = new Set(['starts_with', 'ends_with', 'contains']);

function literalsOf(ir: Ir, { strings, lists }: DecisionTable): readonly (string | number | boolean)[] {
  const [op, first] = ir;
  if (op === 'list') return (lists[Number(first)] ?? []).map((text) => strings[text] ?? '').slice(0, MOST);
  if (op === 'str') return [strings[Number(first)] ?? ''];
  if (NUMBERS.has(op) && typeof first === 'number') return [first];
  return ir
    .slice(1)
    .flatMap((operand) => (isIr(operand) ? literalsOf(operand, { strings, lists } as DecisionTable) : [])); // sound: nothing else is read
}

const OTHER = 'other';

function valuesOf(slot: Slot, literals: readonly (string | number | boolean)[], project: Project): readonly Json[] {
  const schema = schemaOf(slot, project);
  const texts = literals.filter((value) => typeof value === 'string');
  const numbers = literals.filter((value) => typeof value === 'number');
  const near = [...new Set([...numbers, ...timesIn(slot, texts)].flatMap((value) => [value, value - 1, value + 1]))];
  const wide = [...new Set([...texts, ...texts.flatMap(neighboursOf), ...ofLengths(numbers)])];
  const inner = schema === undefined ? [] : membersOf(schema, wide, near);
  const fitting = allowed(slot, schema) ?? (inner.length > 0 ? inner : byType(slot.type, wide, near));
  const sample = schema === undefined ? [] : [sampleOf(schema)];
  const values = fitting.length > 0 ? fitting : sample;
  return isAlwaysThere(slot) ? values.slice(0, MOST) : [...values.slice(0, MOST - 1), MISSING];
}

/** A number is compared with the seconds of a time a rule speaks of. */
function timesIn({ type }: Slot, texts: readonly string[]): readonly number[] {
  return type === 'int' || type === 'double' ? texts.flatMap((text) => secondsOf(text) ?? []) : [];
}

/** Texts of about the lengths a rule speaks of. */
function ofLengths(numbers: readonly number[]): readonly string[] {
  const lengths = numbers.filter((length) => Number.isInteger(length) && length >= 0 && length <= MOST_LENGTH);
  return lengths.flatMap((length) => ['x'.repeat(length), 'x'.repeat(length + 1)]);
}

const MOST_LENGTH = 64;

function byType(type: Slot['type'], texts: readonly string[], numbers: readonly number[]): readonly Json[] {
  switch (typeof type === 'string' ? type : type[0]) {
    case 'string':
      return [...texts.slice(0, MOST - 2), OTHER];
    case 'int':
    case 'double':
      return numbers.length > 0 ? numbers : [0, 1];
    case 'bool':
      return [true, false];
    case 'strings':
      return [texts, [...texts.slice(0, 1), OTHER], ...texts.slice(0, MOST - 5).map((text) => [text]), [OTHER], []];
    case 'ints':
    case 'doubles':
      return [numbers, ...numbers.slice(0, MOST - 4).map((value) => [value]), []];
    case 'bools':
      return [[true], [false], []];
    case 'list':
      return [[], [...texts.slice(0, 1), ...numbers.slice(0, 1)]];
    case 'map':
    case 'record':
    case 'closed':
      return [{}];
    default:
      return [...texts.slice(0, MOST - 2), ...numbers.slice(0, 2), OTHER];
  }
}

/** The values the model or a schema allows, where they are few. */
function allowed(slot: Slot, schema: JsonObject | undefined): readonly Json[] | undefined {
  const known = slot.root === 'request' ? FIXED[slot.path.join('.')] : undefined;
  const listed = own(schema, 'enum');
  return known ?? (Array.isArray(listed) ? (listed as readonly Json[]) : undefined); // sound: a schema is JSON
}

const FIXED: { readonly [path: string]: readonly Json[] } = {
  'subject.type': ['user', 'client', 'workload'],
  'client.registration': ['first_party', 'third_party', 'dynamic'],
  'actors.0.type': ['user', 'client', 'workload'],
  grant: ['authorization_code', 'client_credentials', 'refresh_token', 'token_exchange', 'sign_in'],
  protocol: ['oauth', 'oidc', 'saml'],
  tokens: [['access_token'], ['access_token', 'id_token'], ['id_token']],
};

/** Members every request has. */
function isAlwaysThere({ root, path }: Slot): boolean {
  const [first, second] = path;
  if (root === 'bound') return path.length === 1;
  if (root !== 'request') return false;
  if (first === 'subject') return second !== 'profile' || path.length === 2;
  if (first === 'client') return second === 'id' || second === 'registration';
  if (first === 'authentication') return second === 'amr';
  if (first === 'context') return second === 'time' || path.length === 2;
  return first !== 'actors' && first !== 'confirmation';
}

function schemaOf({ root, path }: Slot, { sources, inputs }: Project): JsonObject | undefined {
  const [first, second, ...rest] = path;
  if (root === 'attribute') {
    const source = sources.find(({ name }) => name.value === first);
    return source && schemaAt(source.schema, path.slice(1));
  }
  if (root !== 'request' || !isObject(inputs)) return undefined;
  if (first === 'context' && second === 'parameters') return inputs.parameters && schemaAt(inputs.parameters, rest);
  if (first === 'subject' && second === 'profile') return inputs.profile && schemaAt(inputs.profile, rest);
  return undefined;
}
