// SPDX-License-Identifier: Apache-2.0
import { samplePattern } from './sample-pattern.ts';

test.each(['^eu-[a-z]+$', '^\\d{4}-\\d\\d$', 'a.c', '^[^x0]+@example\\.com$', '^x*y?z{2,3}$', '^[\\d]+$', '^é$'])(
  'matches %s',
  (pattern) => {
    expect(samplePattern(pattern)).toMatch(new RegExp(pattern, 'u'));
  },
);

test.each(['(a|b)', 'a|b', '(?i)a'])('knows none for %s', (pattern) => {
  expect(samplePattern(pattern)).toBeUndefined();
});
