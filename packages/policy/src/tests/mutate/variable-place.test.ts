// SPDX-License-Identifier: Apache-2.0
import { compileProject } from '../../compile/compile.ts';
import { parseProject } from '../../document/parse-project.ts';
import { PROJECT } from '../../testing/mistake.ts';
import { mutantsOf } from './mutants-of.ts';

test('a variable is called what the policy calls it, and stands where it is defined', () => {
  const files: Readonly<Record<string, string>> = {
    'assay.yaml': PROJECT,
    'shared/common.yaml': 'library: house\nowner: a@example.com\nvariables:\n  late: context.time > 50\n',
    'policy.yaml': `policy: p
owner: a@example.com
imports: { common: shared/common.yaml }
variables:
  early: context.time < 9
gates:
  - { rule: all, permit: common.late || variables.early }
`,
  };
  const { project } = parseProject((path) => files[path]);
  const compiled = project && compileProject(project).compiled;
  const { mutants } = compiled ? mutantsOf(compiled, project) : { mutants: [] };
  expect(mutants.flatMap(({ at, change }) => (at ? [`${at} ${change}`] : []))).toEqual([
    'shared/common.yaml:4:9 50 becomes 51 in `common.late`',
    'shared/common.yaml:4:9 50 becomes 49 in `common.late`',
    'policy.yaml:5:10 9 becomes 10 in `variables.early`',
    'policy.yaml:5:10 9 becomes 8 in `variables.early`',
  ]);
});
