// SPDX-License-Identifier: Apache-2.0
import { parseDuration } from './duration.ts';

test.each([
  ['0s', 0],
  ['1ms', 1],
  ['90s', 90_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['3650d', 315_360_000_000],
  ['', undefined],
  ['10', undefined],
  ['m', undefined],
  ['1.5h', undefined],
  ['-1s', undefined],
  ['01s', undefined],
  ['1 s', undefined],
  ['1S', undefined],
  ['1s1m', undefined],
  ['10m\n', undefined],
  ['1e3s', undefined],
  [`${'9'.repeat(13)}d`, undefined],
])('the duration %j is %p milliseconds', (text, want) => {
  expect(parseDuration(text)).toBe(want);
});
