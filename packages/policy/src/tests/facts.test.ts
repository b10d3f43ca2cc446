// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { factPathText, parseFactPath, withFact } from './facts.ts';

test.each([
  ['now', ['now']],
  ['sources.iga.roles', ['sources', 'iga', 'roles']],
  ['subject.profile["custom:x.y"]', ['subject', 'profile', 'custom:x.y']],
  ['subject.profile["a"]["b"].c', ['subject', 'profile', 'a', 'b', 'c']],
  ['', []],
])('`%s` is a path', (text, path) => {
  expect(parseFactPath(text)).toEqual(path);
});

test.each(['.a', 'a..b', 'a.', 'a["b"]c', 'a["b]', 'a[b]', '["a"]', 'A.b', 'a.b.', `a${'.b'.repeat(1000)}`])(
  '`%s` is none',
  (text) => {
    expect(parseFactPath(text)).toBeUndefined();
  },
);

test('what is written is read again', () => {
  const step = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes('"'));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4 }), (rest) => {
      const path = ['sources', ...rest];
      expect(parseFactPath(factPathText(path))).toEqual(path);
    }),
  );
});

test('a fact is an own member, whatever it is called, and nothing else changes', () => {
  const before = { a: { b: 1 } };
  expect(withFact(before, ['a', 'c', '__proto__', 'd'], 2)).toEqual({
    a: { b: 1, c: JSON.parse('{"__proto__":{"d":2}}') as object },
  });
  expect(withFact(before, ['a', 'b'], null)).toEqual({ a: {} });
  expect(withFact(before, ['a', 'b', 'c'], 3)).toEqual({ a: { b: { c: 3 } } });
  expect(before).toEqual({ a: { b: 1 } });
  expect(({} as { d?: unknown }).d).toBeUndefined();
});
