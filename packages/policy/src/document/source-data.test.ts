// SPDX-License-Identifier: Apache-2.0
import { createReport } from '../diagnostics/report.ts';
import { readSourceData } from './source-data.ts';

const told = (text: string): readonly string[] => {
  const { diagnostics, report } = createReport();
  readSourceData('risk.yaml', text, true, undefined, report);
  return diagnostics.map(({ code, help }) => `${code}: ${help}`);
};

test.each([
  ['{"ann": {"score": 1} trailing', 'yaml-syntax'],
  ['ann: "x" y\n', 'yaml-syntax'],
  ['ann: { score: a: b }\n', 'yaml-syntax'],
  ['ann: @x\n', 'yaml-syntax'],
  ['id;score\nann;1\n', 'wrong-type'],
  ['ann: !x y\n', 'unsupported-yaml'],
  ['ann: &x y\n', 'unsupported-yaml'],
  ['ann: *x\n', 'unsupported-yaml'],
])('what is wrong with data is told without a word of expressions and variables: %j', (text, code) => {
  const found = told(text);
  expect(found.filter((line) => line.startsWith(code))).not.toEqual([]);
  expect(found.filter((line) => /expression|variables/.test(line))).toEqual([]);
});
