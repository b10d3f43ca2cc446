// SPDX-License-Identifier: Apache-2.0
import { createInference } from './infer.ts';
import { DYN, INT, listOf, STRING } from '../types.ts';

test('an attempt that fails leaves nothing behind, and one that does not leaves what it found', () => {
  const infer = createInference();
  const [open, other] = [infer.fresh(), infer.fresh()];
  expect(infer.assignable([INT, STRING], [open, INT])).toBe(false);
  expect(infer.join(listOf(open), STRING)).toBe(DYN);
  expect(infer.known(listOf(open))).toEqual(listOf(open));
  expect(infer.assignable([INT, open], [open, other])).toBe(true);
  expect(infer.assignable([other, STRING], [INT, INT])).toBe(false);
  expect([infer.known(open), infer.known(other), infer.settled(infer.fresh())]).toEqual([INT, INT, DYN]);
});
