// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { uuidOf } from '@assay/core/log';
import { dayOf, dayOfKey } from './days.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 19, maxLength: 19 });

test('the day of a decision is that of its id, whatever else its key says', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 253_402_300_799_999 }),
      hex,
      fc.constantFrom('', '.permit', '.deny'),
      (time, chance, rest) => {
        expect(dayOfKey(uuidOf(time, chance) + rest)).toBe(dayOf(time));
      },
    ),
  );
});

test.each([
  ['of another kind', 'w1.4.loss'],
  ['a UUIDv4', '01a20038-90d4-4a60-8a06-dbbe3a5a442d.permit'],
  ['in upper case', '01A20038-90D4-7A60-8A06-DBBE3A5A442D.permit'],
  ['with more behind it', '01a20038-90d4-7a60-8a06-dbbe3a5a442dx.permit'],
  ['past the year 9999', 'ffffffff-ffff-7a60-8a06-dbbe3a5a442d.permit'],
  ['empty', ''],
])('the day of a key is not told by one that is %s', (_, key) => {
  expect(dayOfKey(key)).toBeUndefined();
});

test('no key makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (key) => {
      dayOfKey(key);
    }),
  );
});
