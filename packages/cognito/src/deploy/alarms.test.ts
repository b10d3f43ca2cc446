// SPDX-License-Identifier: Apache-2.0
import { ALARMS, RECORD_COUNTS } from './alarms.ts';

describe('alarms', () => {
  it('measure one thing, or say in an expression what is made of all they measure', () => {
    for (const { name, measures, expression } of ALARMS) {
      const ids = Object.keys(measures);
      const used = [...new Set(expression?.match(/\b[a-z]\w*/g) ?? [])];
      expect({ name, ids: expression === undefined ? ids.length : ids.toSorted() }).toEqual({
        name,
        ids: expression === undefined ? 1 : used.toSorted(),
      });
    }
  });

  it('count only what is counted from records', () => {
    const counted = ALARMS.flatMap(({ measures }) => Object.values(measures)).filter(({ from }) => from === 'records');

    expect(new Set(counted.map(({ name }) => name))).toEqual(new Set(RECORD_COUNTS.map(({ name }) => name)));
  });

  it('are said without what would have to be escaped where they are written', () => {
    const texts = [
      ...ALARMS.flatMap(({ says, expression = '' }) => [says, expression]),
      ...RECORD_COUNTS.map(({ pattern }) => pattern),
    ];

    expect(texts.filter((text) => /['\\\n]|\$\{/.test(text))).toEqual([]);
  });
});
