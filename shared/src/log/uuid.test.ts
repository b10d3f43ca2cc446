// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { uuidOf } from './uuid.ts';

test('a UUIDv7 holds its time, its version, its variant and the bits it is given', () => {
  expect(uuidOf(Date.UTC(2026, 0, 2), '0123456789abcdef0123')).toBe('019b7c01-0400-7012-b456-789abcdef012');
});

test('it is a UUID whatever it is given, and sorts by time', () => {
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 19, maxLength: 64 });
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 40 }), hex, hex, (time, first, second) => {
      const id = uuidOf(time, first);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(id < uuidOf(time + 1, second)).toBe(true);
    }),
  );
});
