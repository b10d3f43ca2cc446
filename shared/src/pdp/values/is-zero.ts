// SPDX-License-Identifier: Apache-2.0
import { equal } from './equal.ts';
import { Duration, Timestamp } from './special.ts';

const ZEROS = [null, false, 0, '', [], {}, new Uint8Array(), new Duration(0n), new Timestamp(0n)];

/** Whether a value is the empty one of its type: null, false, zero, 1970, nothing in it. */
export const isZero = (value: unknown): boolean => ZEROS.some((zero) => equal(zero, value));
