// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../errors/index.ts';
import { fieldsOf, type Fields } from './fields.ts';

function reading<T>(
  value: unknown,
  read: (fields: Fields) => T,
): { readonly found: T; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  return { found: read(fieldsOf(value, '/at', problems)), problems };
}

describe('a member that is there and right', () => {
  test('is read as it is', () => {
    const value = {
      t: 'x',
      ts: ['a'],
      n: 7,
      kind: 'one',
      kinds: ['one', 'two'],
      o: { in: 'y' },
      list: [{ id: 'a' }, { id: 'b' }],
    };
    const { found, problems } = reading(value, (f) => ({
      text: f.text('t'),
      textOr: f.textOr('t', undefined),
      texts: f.texts('ts'),
      textsOr: f.textsOr('ts', undefined),
      integer: f.integerOr('n', undefined),
      one: f.oneOf('kind', ['one', 'two']),
      many: f.manyOf('kinds', ['one', 'two']),
      object: f.objectOr('o', undefined),
      inner: f.inner('o').text('in'),
      each: f.each('list', (item) => item.text('id')),
      has: f.has('t'),
    }));
    expect(found).toEqual({
      text: 'x',
      textOr: 'x',
      texts: ['a'],
      textsOr: ['a'],
      integer: 7,
      one: 'one',
      many: ['one', 'two'],
      object: { in: 'y' },
      inner: 'y',
      each: ['a', 'b'],
      has: true,
    });
    expect(problems).toEqual([]);
  });
});

describe('a member that is absent', () => {
  test('is a problem where it is required', () => {
    const { problems } = reading({}, (f) => [
      f.text('a'),
      f.texts('b'),
      f.oneOf('c', ['x', 'y']),
      f.manyOf('d', ['x']),
    ]);
    expect(problems).toEqual([
      { path: '/at/a', message: 'expected a string, found nothing' },
      { path: '/at/b', message: 'expected a list of strings, found nothing' },
      { path: '/at/c', message: 'expected one of x, y, found nothing' },
      { path: '/at/d', message: 'expected a list of x, found nothing' },
    ]);
  });

  test('is what the caller says where it is not, and so is null', () => {
    const read = (f: Fields): unknown => [
      f.textOr('a', 0),
      f.textsOr('a', 0),
      f.integerOr('a', 'none'),
      f.objectOr('a', 0),
      f.each('a', () => 1),
      f.has('a'),
    ];
    const absent = [0, 0, 'none', 0, [], false];
    expect(reading({}, read)).toEqual({ found: absent, problems: [] });
    expect(reading({ a: null }, read)).toEqual({ found: absent, problems: [] });
  });

  test('is not found where it is inherited', () => {
    expect(reading({}, (f) => f.textOr('constructor', 'none'))).toEqual({ found: 'none', problems: [] });
  });
});

describe('a member of a wrong type', () => {
  test('is a problem wherever it stands, with an empty value in its place', () => {
    const value = { t: 1, ts: ['a', 2], n: 1.5, kind: 'three', kinds: 'one', o: [], list: { 0: {} } };
    const { found, problems } = reading(value, (f) => [
      f.text('t'),
      f.textOr('t', 'none'),
      f.texts('ts'),
      f.integerOr('n', 0),
      f.oneOf('kind', ['one', 'two']),
      f.manyOf('kinds', ['one']),
      f.objectOr('o', {}),
      f.each('list', () => 1),
    ]);
    expect(found).toEqual(['', 'none', [], 0, 'one', [], {}, []]);
    expect(problems).toEqual([
      { path: '/at/t', message: 'expected a string, found a number' },
      { path: '/at/t', message: 'expected a string, found a number' },
      { path: '/at/ts', message: 'expected a list of strings, found a list' },
      { path: '/at/n', message: 'expected an integer, found a number' },
      { path: '/at/kind', message: 'expected one of one, two, found a string' },
      { path: '/at/kinds', message: 'expected a list of one, found a string' },
      { path: '/at/o', message: 'expected an object, found a list' },
      { path: '/at/list', message: 'expected a list, found an object' },
    ]);
  });

  test('is reported once where an object was expected around it', () => {
    expect(reading('text', (f) => [f.text('a'), f.textOr('b', undefined)]).problems).toEqual([
      { path: '/at', message: 'expected an object, found a string' },
    ]);
    expect(reading({ o: 3 }, (f) => f.inner('o').text('a')).problems).toEqual([
      { path: '/at/o', message: 'expected an object, found a number' },
    ]);
  });

  test('is found inside of lists, by its index', () => {
    expect(
      reading({ l: [{ id: 'a' }, 7, { id: 2 }] }, (f) => f.each('l', (item, whole) => [item.text('id'), whole])),
    ).toEqual({
      found: [
        ['a', { id: 'a' }],
        ['', {}],
        ['', { id: 2 }],
      ],
      problems: [
        { path: '/at/l/1', message: 'expected an object, found a number' },
        { path: '/at/l/2/id', message: 'expected a string, found a number' },
      ],
    });
  });
});
