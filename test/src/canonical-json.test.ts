// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@assay/core/log';
import canonicalize from 'canonicalize';
import fc from 'fast-check';

/** JSON with the names and numbers canonical forms get wrong: sorting by UTF-16 units, exponents, negative zero. */
const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '1', '10', '9', 'a', 'A', '\u20ac', '\r', '\ufb33', '\u{1f600}', '\u0080', 'toJSON', '__proto__'),
);
const json = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium' },
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger(), fc.constantFrom(-0, 1e21, 1e-7)),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(null, true, false),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc
      .array(fc.tuple(names, tie('tree')), { maxLength: 5 })
      .map((entries) => entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`))
      // through text, so that `__proto__` is a member
      .map((members) => JSON.parse(`{${members.join(',')}}`) as unknown),
  ),
})).tree;

describe('canonicalJson and the canonicalize package', () => {
  test('write the same text for the same JSON', () => {
    fc.assert(
      fc.property(json, (value) => expect(canonicalJson(value)).toBe(canonicalize(value))),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['NaN', NaN, /NaN/],
    ['Infinity', [Infinity], /Infinity/],
    ['half a character', '\ud800', /surrogate/i],
  ])('both refuse %s', (_, value, message) => {
    expect(() => canonicalJson(value)).toThrow(message);
    expect(() => canonicalize(value)).toThrow(message);
  });

  // Where the package goes beyond JSON, we refuse: a record that holds such a thing was made by a mistake.
  test.each<[string, unknown, string]>([
    ['a function in a list', [() => 1], '[]'],
    ['undefined in a list', [undefined], '[null]'],
  ])('differ on %s: it writes something, ours throws', (_, value, theirs) => {
    expect(canonicalize(value)).toBe(theirs);
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('differ on objects with a toJSON: it calls what may be data out of an event, ours writes members', () => {
    expect(canonicalize({ a: { toJSON: () => 'called' } })).toBe('{"a":"called"}');
    expect(() => canonicalJson({ a: { toJSON: () => 'called' } })).toThrow(TypeError);
  });
});
