// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../../model/json.ts';
import { EVAL_ERROR } from '../eval/tri.ts';
import { Duration, KeyedMap, Opaque, Optional, Special, Timestamp, TypeValue, Uint } from './special.ts';

/** Whether a value is a map: plain members, or one whose keys are not all strings. */
export const isMapValue = (value: unknown): value is Readonly<Record<string, unknown>> | KeyedMap =>
  value instanceof KeyedMap || isMembers(value);

/** Whether a value is a map of plain members: an own member is a string key. */
export const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && !(value instanceof Special) && !(value instanceof Uint8Array);

/** Whether a value is of a kind, by the letter operators and types know it by. */
export const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  '*': (value) => value !== EVAL_ERROR,
  b: (value) => typeof value === 'boolean',
  s: (value) => typeof value === 'string',
  // an int is a number as long as a number holds it exactly
  i: (value) => Number.isSafeInteger(value) || typeof value === 'bigint',
  u: (value) => value instanceof Uint,
  d: (value) => typeof value === 'number',
  y: (value) => value instanceof Uint8Array,
  n: (value) => value === null,
  t: (value) => value instanceof Timestamp,
  r: (value) => value instanceof Duration,
  T: (value) => value instanceof TypeValue,
  l: Array.isArray,
  m: isMapValue,
  o: (value) => value instanceof Optional,
  q: (value) => value instanceof Opaque,
};
