// SPDX-License-Identifier: Apache-2.0
import { DYN, isMap, listOf, mapOf, oneOf, STRING, type MapType, type Type } from '../types.ts';

/** The types found so far for what an expression leaves open, such as the items of `[]`. */
export interface Inference {
  /** A type that is yet to be found. */
  readonly fresh: () => Type;
  /** The parameters of an overload as types yet to be found: one for each name. */
  readonly instantiate: (types: readonly Type[]) => readonly Type[];
  /** Whether values of the one types can stand where the others are expected, each with its neighbour; remembers what that says of open types, if so. */
  readonly assignable: (from: readonly Type[], to: readonly Type[]) => boolean;
  /** The type of values of either type; dyn where they have none in common. */
  readonly join: (a: Type, b: Type) => Type;
  /** The type with everything found so far put in. */
  readonly known: (type: Type) => Type;
  /** As `known`; what was never found is dyn. */
  readonly settled: (type: Type) => Type;
}

/** Type inference as the reference checker does it (cel-go, `checker/types.go`): one per expression. */
export function createInference(): Inference {
  const found: Found = { types: new Map(), before: [] };
  let count = 0;
  const fresh = (): Type => ({ kind: 'free', id: count++ });
  const known = (type: Type): Type => substitute(type, (id) => find(id, found));
  return {
    fresh,
    instantiate: (types) => {
      const params = new Map<string, Type>();
      const instance = (type: Type): Type => {
        if (type.kind !== 'param') return mapType(type, instance);
        const made = params.get(type.name) ?? fresh();
        params.set(type.name, made);
        return made;
      };
      return types.map(instance);
    },
    assignable: (from, to) =>
      attempt(found, () => from.length === to.length && from.every((type, i) => fits(found, type, to[i] ?? DYN))),
    join: (a, b) => (attempt(found, () => fits(found, a, b)) ? moreGeneral(known(a), known(b)) : DYN),
    known,
    settled: (type) => substitute(known(type), () => DYN),
  };
}

/** What free types were found to be, and what the ones that an attempt has changed were before it. */
interface Found {
  readonly types: Map<number, Type>;
  readonly before: (readonly [id: number, type: Type | undefined])[];
}

/** Makes the attempt; what it found is forgotten where it fails. */
function attempt({ types, before }: Found, make: () => boolean): boolean {
  const isFitting = make();
  for (let change = before.pop(); change; change = before.pop()) {
    const [id, type] = change;
    if (isFitting) continue;
    if (type) types.set(id, type);
    else types.delete(id);
  }
  return isFitting;
}

function remember({ types, before }: Found, id: number, type: Type): void {
  before.push([id, types.get(id)]);
  types.set(id, withoutValues(type));
}

/** What a free type was last found to be. */
function find(id: number, found: Found): Type | undefined {
  const type = found.types.get(id);
  return type?.kind === 'free' ? (find(type.id, found) ?? type) : type;
}

function substitute(type: Type, replace: (id: number) => Type | undefined): Type {
  if (type.kind !== 'free') return mapType(type, (part) => substitute(part, replace));
  const replaced = replace(type.id);
  return replaced === undefined ? type : replaced.kind === 'free' ? replaced : substitute(replaced, replace);
}

/** The type with `change` made to the types it is made of; itself where that changes none. */
function mapType(type: Type, change: (part: Type) => Type): Type {
  switch (type.kind) {
    case 'list':
    case 'optional':
    case 'type': {
      const of = change(type.of);
      return of === type.of ? type : { ...type, of };
    }
    case 'map': {
      const [key, value] = [change(type.key), change(type.value)];
      return key === type.key && value === type.value ? type : mapOf(key, value);
    }
    case 'opaque':
      return type.of ? { ...type, of: type.of.map(change) } : type;
    default:
      return type;
  }
}

const isAnything = ({ kind }: Type): boolean => kind === 'dyn' || kind === 'error';

/** Whether a value of type `from` can stand where `to` is expected. */
function fits(found: Found, from: Type, to: Type): boolean {
  if (to.kind === 'free') {
    const outcome = bind(found, from, to.id);
    if (outcome !== 'open') return outcome === 'bound';
  }
  if (from.kind === 'free') return bind(found, to, from.id) === 'bound';
  if (isAnything(from) || isAnything(to)) return true;
  if (from.kind === 'null' || to.kind === 'null') return admitsNull(from) && admitsNull(to);
  if (isMap(from) && isMap(to))
    return from === to || (fits(found, keyType(from), keyType(to)) && fits(found, valueType(from), valueType(to)));
  if (from.kind !== to.kind || (from.kind === 'opaque' && to.kind === 'opaque' && from.name !== to.name)) return false;
  // a type is a value like another: `int == string` compares two of them
  return from.kind === 'type' || typesIn(from).every((part, i) => fits(found, part, typesIn(to)[i] ?? DYN));
}

/** Null stands for the absence of what JSON has no value for (cel-spec, "Abstract Types" and "Timestamps"). */
const admitsNull = ({ kind }: Type): boolean => ['null', 'opaque', 'timestamp', 'duration', 'optional'].includes(kind);

/** Finds `type` for a free type, or agrees with what was found; `open`: the type would contain itself. */
function bind(found: Found, type: Type, id: number): 'bound' | 'refused' | 'open' {
  if (type.kind === 'free' && type.id === id) return 'bound';
  const before = find(id, found);
  if (before === undefined) {
    if (mentions(found, type, id)) return 'open';
    remember(found, id, type);
    return 'bound';
  }
  if (before.kind === 'free' && type.kind === 'free' && before.id === type.id) return 'bound';
  if (!fits(found, type, before)) return 'refused';
  const general = moreGeneral(type, before);
  if (!mentions(found, general, id)) remember(found, id, general);
  return 'bound';
}

function mentions(found: Found, type: Type, id: number): boolean {
  if (type.kind !== 'free') return typesIn(type).some((part) => mentions(found, part, id));
  if (type.id === id) return true;
  const next = found.types.get(type.id);
  return next !== undefined && mentions(found, next, id);
}

/** An overload speaks of strings, not of the few a schema allows. */
const withoutValues = (type: Type): Type => (type.kind === 'string' ? STRING : type);

function isAsGeneral(a: Type, b: Type): boolean {
  if (a.kind === 'dyn' || a.kind === 'free') return true;
  if (b.kind === 'dyn' || b.kind === 'free') return false;
  if (a.kind !== b.kind) return isMap(a) && isMap(b) && a.kind === 'map';
  return typesIn(a).every((part, i) => isAsGeneral(part, typesIn(b)[i] ?? DYN));
}

function moreGeneral(a: Type, b: Type): Type {
  if (a.kind === 'null' || b.kind === 'null') return a.kind === 'null' ? b : a;
  if (a.kind === 'string' && b.kind === 'string')
    return a.values && b.values ? oneOf([...new Set([...a.values, ...b.values])]) : STRING;
  if (a.kind === 'list' && b.kind === 'list') return listOf(moreGeneral(a.of, b.of));
  if (isMap(a) && isMap(b) && a !== b && (a.kind === 'record' || b.kind === 'record'))
    return mapOf(keyType(a), moreGeneral(valueType(a), valueType(b)));
  return isAsGeneral(a, b) ? a : b;
}

/** The types a type is made of. */
export const typesIn = (type: Type): readonly Type[] => {
  switch (type.kind) {
    case 'list':
    case 'optional':
    case 'type':
      return [type.of];
    case 'map':
      return [type.key, type.value];
    case 'opaque':
      return type.of ?? [];
    default:
      return [];
  }
};

export const keyType = (type: MapType): Type => (type.kind === 'map' ? type.key : STRING);

/** The type of any member of a map. */
export function valueType(type: MapType): Type {
  if (type.kind === 'map') return type.value;
  const types = [...type.members.values()].map((member) => member.type);
  const [first, ...rest] = types;
  if (type.open || first === undefined) return DYN;
  const inference = createInference();
  return rest.reduce(inference.join, first);
}

/** Whether values of both types are represented alike, all the way down. */
export function isSameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  const [inner, other] = [typesIn(a), typesIn(b)];
  if (a.kind !== b.kind || a.kind === 'record' || inner.length !== other.length) return false;
  if (a.kind === 'opaque' && b.kind === 'opaque' && a.name !== b.name) return false;
  return inner.every((type, i) => isSameType(type, other[i] ?? DYN));
}
