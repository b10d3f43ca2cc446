// SPDX-License-Identifier: Apache-2.0
import { own } from '../../model/json.ts';
import type { IssuanceRequest } from '../../model/request.ts';
import type { Slot } from '../table.ts';
import type { Frame, Value } from './frame.ts';
import { checkOf } from './slot-types.ts';
import { EVAL_ERROR } from './tri.ts';

const ROOTS: { readonly [R in Slot['root']]: (frame: Frame) => unknown } = {
  request: (frame) => frame.request,
  attribute: (frame) => frame.attributes,
  bound: (frame) => frame.bound,
};

/** Ways to the parts of a request that policies read most: the members of our own types, which need no looking up by name. */
const SHORTCUTS: readonly (readonly [path: readonly string[], find: (request: IssuanceRequest) => unknown])[] = [
  [['subject', 'profile'], (request) => request.subject.profile],
  [['context', 'parameters'], (request) => request.context.parameters],
  [['subject'], (request) => request.subject],
  [['client'], (request) => request.client],
  [['actors', '0'], (request) => request.actors[0]],
];

/** The own member of an object; a list has none, though it has a `length`. */
const memberOf = (value: unknown, name: string): unknown => (Array.isArray(value) ? undefined : own(value, name));

/** What stands at a slot's path, unchecked; undefined where a member is missing. Own members only. */
export function follow({ root, path }: Slot, frame: Frame): unknown {
  // the one way that leads through a list: to the actor acting now, the first of them
  if (root === 'request' && path[0] === 'actors' && path[1] === '0')
    return descend(frame.request.actors[0], path.slice(2));
  return descend(ROOTS[root](frame), path);
}

function descend(from: unknown, path: readonly string[]): unknown {
  let value = from;
  for (let i = 0; i < path.length && value !== undefined; i++) value = memberOf(value, path[i] ?? '');
  return value;
}

/** Where a path begins: something many slots share, found once in a decision, in a place of its own after the slots. */
interface Origin {
  readonly place: number;
  readonly find: (frame: Frame) => unknown;
  /** What is left of the path. */
  readonly rest: readonly string[];
}

/** Readers of all slots, each reading and checking its attribute and keeping it in its place, to be called where nothing is kept yet; and how many places a frame needs for them. */
export function createSlotReaders(slots: readonly Slot[]): {
  readonly readers: readonly Value[];
  readonly places: number;
} {
  const places = new Map<string, number>();
  const placeOf = (origin: string): number => {
    const place = places.get(origin) ?? slots.length + places.size;
    places.set(origin, place);
    return place;
  };
  const readers = slots.map((slot, index) => {
    const isType = checkOf(slot.type);
    const origin = originOf(slot, placeOf);
    return origin === undefined ? readWhole(slot, index, isType) : readMember(origin, index, isType);
  });
  return { readers, places: slots.length + places.size };
}

function originOf({ root, path }: Slot, placeOf: (origin: string) => number): Origin | undefined {
  if (root === 'attribute' && path[0] !== undefined) {
    const source = path[0];
    return {
      place: placeOf(`attribute ${source}`),
      find: (frame) => own(frame.attributes, source),
      rest: path.slice(1),
    };
  }
  if (root !== 'request') return undefined;
  const shortcut = SHORTCUTS.find(
    ([prefix]) => prefix.length < path.length && prefix.every((step, i) => step === path[i]),
  );
  if (shortcut === undefined) return undefined;
  const [prefix, find] = shortcut;
  return {
    place: placeOf(`request ${prefix.join(' ')}`),
    find: (frame) => find(frame.request),
    rest: path.slice(prefix.length),
  };
}

function readMember({ place, find, rest }: Origin, index: number, isType: (value: unknown) => boolean): Value {
  const name = rest[0] ?? '';
  const isDirect = rest.length === 1;
  return (frame) => {
    const { slots } = frame;
    let object = slots[place];
    if (object === undefined) object = slots[place] = find(frame) ?? EVAL_ERROR;
    const value = isDirect ? memberOf(object, name) : descend(object, rest);
    return (slots[index] = value !== undefined && isType(value) ? value : EVAL_ERROR);
  };
}

function readWhole(slot: Slot, index: number, isType: (value: unknown) => boolean): Value {
  return (frame) => {
    const found = follow(slot, frame);
    return (frame.slots[index] = found !== undefined && isType(found) ? found : EVAL_ERROR);
  };
}
