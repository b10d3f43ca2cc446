// SPDX-License-Identifier: Apache-2.0
import { parseProject } from '@assay/policy';
import { variablesIn } from './variables-in.ts';

const FILES: Readonly<Record<string, string>> = {
  'assay.yaml':
    'assay: 1\nname: a\npolicies: [policy.yaml]\ngoverns: { outside: pass }\nlog: { file: records.jsonl }\n',
  'policy.yaml':
    'policy: p\nowner: a@example.com\nimports: { who: common.yaml }\nvariables:\n  a: who.b\n  b: "true"\n',
  'common.yaml':
    'library: common\nowner: a@example.com\nvariables:\n  b: variables.c && client.id in lists.d\n  c: grant == "password"\nlists: { d: [web] }\n',
};

const { project } = parseProject((path) => FILES[path]);

test('the texts behind an expression are told by the names they have where they are read', () => {
  if (!project) throw new Error('the project of the test has mistakes');
  expect(variablesIn('variables.a && variables.unknown', 'p', project)).toEqual({
    a: 'who.b',
    'who.b': 'variables.c && client.id in lists.d',
    'who.c': 'grant == "password"',
  });
  expect(variablesIn('client.id == "a"', 'p', project)).toEqual({});
});
