// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { op, pdpOf, read, requestOf, type RuleDraft } from '../../testing/index.ts';
import { matchParts } from './scope-patterns.ts';

const match = (pattern: string, scope: string): object | undefined => {
  const bound = matchParts(pattern.split(/[{}]/), scope);
  return bound && { ...bound };
};

describe('a dynamic scope', () => {
  test.each([
    ['account.{id}', 'account.a-1', { id: 'a-1' }],
    ['account.{id}', 'account.', undefined],
    ['account.{id}', 'account', undefined],
    ['account.{id}', 'account.a.b', undefined],
    ['account.{id}', 'xaccount.a', undefined],
    ['account.{id}', 'account.ä😀', { id: 'ä😀' }],
    ['{tenant}.read', 'north.read', { tenant: 'north' }],
    ['{tenant}.read', '.read', undefined],
    ['{tenant}.read', 'north.readx', undefined],
    ['a.{x}.{y}', 'a.1.2', { x: '1', y: '2' }],
    ['a.{x}.{y}', 'a.1', undefined],
    ['urn:{ns}:{id}/w', 'urn:n:i/w', { ns: 'n', id: 'i' }],
    ['urn:{ns}:{id}/w', 'urn:n/i/w', undefined],
    ['{all}', 'anything', { all: 'anything' }],
    ['{all}', 'any.thing', undefined],
  ])('%s and %s', (pattern, scope, expected) => {
    expect(match(pattern, scope)).toEqual(expected);
  });

  test('binds what makes the scope again, and no variable holds a separator', () => {
    const literal = fc.constantFrom('', 'a', 'list', '.', ':', 'x/y', 'a.b:');
    const word = fc.string({ unit: fc.constantFrom('a', '1', '-', '_', '.', ':', '/'), maxLength: 4 });
    fc.assert(
      fc.property(
        literal,
        word,
        fc.constantFrom('.', ':', '/', '.x'),
        word,
        fc.constantFrom('', '.end'),
        (head, first, between, second, tail) => {
          const scope = `${head}${first}${between}${second}${tail}`;
          const bound = matchParts([head, 'p', between, 'q', tail], scope);
          if (bound === undefined) return;
          expect(`${head}${String(bound['p'])}${between}${String(bound['q'])}${tail}`).toBe(scope);
          expect(`${String(bound['p'])}${String(bound['q'])}`).not.toMatch(/[.:/]/);
        },
      ),
    );
  });

  test('is looked at character by character, none of them twice', () => {
    const hostile = `${'a'.repeat(1000)}.${'b'.repeat(1000)}`;
    const seen: string[] = [];
    const watched: unknown = new Proxy(Object(hostile) as object, {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) seen.push(key);
        const found: unknown = Reflect.get(target, key);
        return typeof found === 'function' ? (found.bind(hostile) as unknown) : found;
      },
    });
    for (const parts of [
      ['', 'x', '.b', 'y', ''],
      ['', 'x', '.c', 'y', ''],
      ['', 'x', ''],
    ]) {
      seen.length = 0;
      matchParts(parts, watched as string); // sound: it answers as the string does
      // the end of a variable is looked at once more than the variable is long
      expect(seen.length).toBeLessThanOrEqual(hostile.length + parts.length);
    }
  });
});

describe('of the patterns of a table', () => {
  const scope = (pattern: string, id: string): RuleDraft => ({ about: { scope: pattern }, id, effect: 'permit' });
  const granting = (rules: readonly RuleDraft[], requested: string): string | undefined =>
    pdpOf({ rules: [{ about: 'gate', id: 'g', effect: 'permit' }, ...rules] }).decide(
      requestOf({ scopes: [requested] }),
      {},
    ).scopes.granted[0]?.rule?.rule;

  test('an exact name goes before any', () => {
    expect(granting([scope('a.{x}', 'any'), scope('a.b', 'exact')], 'a.b')).toBe('exact');
  });

  test('the one with the longest literal beginning decides', () => {
    expect(granting([scope('{x}.b', 'none'), scope('list.{x}', 'long'), scope('{y}.{x}', 'short')], 'list.b')).toBe(
      'long',
    );
  });

  test('among equals the order of the table decides', () => {
    expect(granting([scope('list.{x}.b', 'first'), scope('list.{x}.{y}', 'second')], 'list.a.b')).toBe('first');
  });

  test('a variable never stands for something inherited', () => {
    const rules: RuleDraft[] = [
      {
        about: { scope: 'list.{toString}' },
        id: 'x',
        effect: 'permit',
        when: [op('eq', read('valueOf', 'dyn', 'bound'), read('valueOf', 'dyn', 'bound'))],
      },
    ];
    expect(granting(rules, 'list.a')).toBeUndefined();
  });
});
