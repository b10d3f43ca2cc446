// SPDX-License-Identifier: Apache-2.0
import { shown } from './json.ts';

test.each<[unknown, unknown]>([
  [null, null],
  [undefined, '[undefined]'],
  [
    [null, 1],
    [null, 1],
  ],
  [10n, '[bigint]'],
  [() => undefined, '[function]'],
])('%p is shown as %p', (value, want) => {
  expect(shown(value)).toEqual(want);
});
