// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { cellsOf, MAX_CELLS, reassemble, UNNAMED_ACTION, type Cell } from './cells.ts';
import type { AuthorizationDetail } from './request.ts';

const TARGETS = ['https://a.example', 'https://b.example'];
const text = ({ location, action, datatype }: Cell): string => `${location} ${action} ${datatype}`;
const cells = (detail: AuthorizationDetail): readonly Cell[] => cellsOf(detail, TARGETS) ?? [];
const permitting =
  (...permitted: readonly string[]) =>
  (cell: Cell): boolean =>
    permitted.includes(text(cell));

describe('cellsOf', () => {
  test('is the product of locations, actions and datatypes, in their order', () => {
    expect(cells({ type: 't', locations: ['l', 'm'], actions: ['r', 'w'], datatypes: ['d', 'e'] }).map(text)).toEqual([
      'l r d',
      'l r e',
      'l w d',
      'l w e',
      'm r d',
      'm r e',
      'm w d',
      'm w e',
    ]);
  });

  test('puts the targets for absent locations, the reserved name for absent actions, the empty one for absent datatypes', () => {
    expect(cellsOf({ type: 't' }, TARGETS)).toEqual(
      TARGETS.map((location) => ({ location, action: UNNAMED_ACTION, datatype: '' })),
    );
  });

  test('is empty where a member is an empty list', () => {
    expect(cellsOf({ type: 't', actions: [] }, TARGETS)).toEqual([]);
  });

  test.each([
    ['locations are no list', { type: 't', locations: 'https://a.example' }],
    ['an action is no string', { type: 't', actions: [1] }],
    ['datatypes are null', { type: 't', datatypes: null }],
    ['there are too many', { type: 't', actions: Array.from({ length: MAX_CELLS / 2 + 1 }, (_, i) => `a${i}`) }],
  ])('is undefined where %s', (_, detail) => {
    expect(cellsOf(detail, TARGETS)).toBeUndefined();
  });
});

describe('reassemble', () => {
  const FOUR: AuthorizationDetail = {
    type: 't',
    amount: 3,
    locations: ['l'],
    actions: ['r', 'w'],
    datatypes: ['d', 'e'],
  };

  test('gives the entry itself where every cell is permitted', () => {
    expect(reassemble(FOUR, cells(FOUR), () => true)[0]).toBe(FOUR);
  });

  test('gives nothing where no cell is permitted, or there is none', () => {
    expect(reassemble(FOUR, cells(FOUR), () => false)).toEqual([]);
    expect(reassemble(FOUR, [], () => true)).toEqual([]);
  });

  test('gives one entry where the permitted cells form a rectangle, with the members of its type', () => {
    expect(reassemble(FOUR, cells(FOUR), permitting('l r d', 'l w d'))).toEqual([{ ...FOUR, datatypes: ['d'] }]);
  });

  test('gives several entries where they do not, never one that contains more', () => {
    expect(reassemble(FOUR, cells(FOUR), permitting('l r d', 'l r e', 'l w e'))).toEqual([
      { ...FOUR, actions: ['r'] },
      { ...FOUR, actions: ['w'], datatypes: ['e'] },
    ]);
  });

  test('keeps locations with the same rights in one entry', () => {
    const wide: AuthorizationDetail = { type: 't', locations: ['l', 'm', 'n'], actions: ['r', 'w'] };
    expect(reassemble(wide, cells(wide), permitting('l r ', 'm r ', 'm w ', 'n r '))).toEqual([
      { type: 't', locations: ['l', 'n'], actions: ['r'] },
      { type: 't', locations: ['m'], actions: ['r', 'w'] },
    ]);
  });

  test('keeps of an entry without locations only what every target permits, and leaves the member absent', () => {
    const [a, b] = TARGETS;
    const fanned: AuthorizationDetail = { type: 't', actions: ['r', 'w'] };
    expect(reassemble(fanned, cells(fanned), permitting(`${a} r `, `${b} r `, `${a} w `))).toEqual([
      { type: 't', actions: ['r'] },
    ]);
  });

  test('holds exactly the permitted cells, whatever they are', () => {
    const names = (from: string): fc.Arbitrary<string[]> =>
      fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        names('lmn'),
        names('rwx'),
        names('def'),
        fc.func(fc.boolean()),
        (locations, actions, datatypes, choose) => {
          const detail: AuthorizationDetail = { type: 't', locations, actions, datatypes };
          const isPermitted = (cell: Cell): boolean => choose(text(cell));
          const all = cells(detail);
          const kept = reassemble(detail, all, isPermitted).flatMap(cells).map(text);
          expect(kept.toSorted()).toEqual(all.filter(isPermitted).map(text).toSorted());
        },
      ),
    );
  });
});
