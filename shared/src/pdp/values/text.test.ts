// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { MAX_STEPS, type Meter } from '../eval/work.ts';
import { indexIn, sizeOf } from './text.ts';

test('the size of a text is that of its code points', () => {
  expect([sizeOf(''), sizeOf('a\u{1f600}\u00e9'), sizeOf('e\u0301')]).toEqual([0, 3, 2]);
});

const meter = (): Meter => ({ steps: MAX_STEPS });

describe('indexIn', () => {
  test('finds what strings find', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (whole, part) => {
        expect(indexIn(whole, part, meter())).toBe(whole.indexOf(part));
      }),
    );
  });

  test('finds a short part in a long text, and a long one in one hardly longer', () => {
    const text = `${'a'.repeat(65_000)}b`;
    expect([indexIn(text, 'ab', meter()), indexIn(text, text, meter()), indexIn('a', text, meter())]).toEqual([
      64_999, 0, -1,
    ]);
  });

  test('does not begin what would take long', () => {
    const part = `${'a'.repeat(16_000)}b${'a'.repeat(16_000)}`;
    expect(() => indexIn('a'.repeat(65_000), part, meter())).toThrow(RangeError);
  });

  test('charges for what it may take to look for a long part', () => {
    const charged = meter();
    indexIn('a'.repeat(16_000), `${'a'.repeat(200)}b`, charged);
    expect(MAX_STEPS - charged.steps).toBe((15_799 * 201) >> 9);
  });
});
