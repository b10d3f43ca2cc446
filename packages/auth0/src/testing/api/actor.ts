// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { isMembers, jsonOf } from '../json.ts';

/** Of an actor and those it acts for in turn: levels and properties in number, the others in characters. */
export const ACTOR_LIMITS = { levels: 5, properties: 5, sub: 512, key: 64, value: 64 } as const;

/** The actor as the `act` claim will have it. Throws on what cannot be one. */
export function actorOf(value: unknown): JsonObject {
  let level: unknown = value;
  for (let depth = 1; level !== undefined; depth += 1) {
    if (depth > ACTOR_LIMITS.levels) throw new Error(`actors must nest at most ${ACTOR_LIMITS.levels} levels`);
    level = assertLevel(level);
  }
  return jsonOf(value) as JsonObject; // sound: an object of strings, numbers, booleans and further such objects
}

/** Checks one actor, and gives the next one. */
function assertLevel(actor: unknown): unknown {
  if (!isMembers(actor)) throw new Error('an actor must be an object');
  // `type` is no property of the actor's own: it is not counted
  const { sub, act, type: _type, ...properties } = actor;
  if (typeof sub !== 'string' || sub === '') throw new Error('an actor must have a sub');
  if (sub.length > ACTOR_LIMITS.sub)
    throw new Error(`the sub of an actor must have at most ${ACTOR_LIMITS.sub} characters`);
  const entries = Object.entries(properties);
  if (entries.length > ACTOR_LIMITS.properties) {
    throw new Error(`an actor must have at most ${ACTOR_LIMITS.properties} properties of its own`);
  }
  for (const [key, value] of entries) assertProperty(key, value);
  return act;
}

function assertProperty(key: string, value: unknown): void {
  if (!['string', 'number', 'boolean'].includes(typeof value)) {
    throw new Error('a property of an actor must be a string, a number or a boolean');
  }
  if (key.length > ACTOR_LIMITS.key) {
    throw new Error(`the name of a property of an actor must have at most ${ACTOR_LIMITS.key} characters`);
  }
  if (typeof value === 'string' && value.length > ACTOR_LIMITS.value) {
    throw new Error(`the value of a property of an actor must have at most ${ACTOR_LIMITS.value} characters`);
  }
}
