// SPDX-License-Identifier: Apache-2.0
import { detached } from './detached.ts';

test('a page names files and commands from the folder of the project, and links to nothing outside', () => {
  const page = [
    'npx assay test --project examples/ci-runner --coverage',
    'npx assay decide --project examples/ci-runner --event examples/ci-runner/events/build.json',
    'See [the policy](policies/ci.yaml) and [the language](../../docs/policy-language.md#scopes).',
    'Another one: examples/ci-runner-2/policies',
  ];
  expect(detached('ci-runner', 'README.md', page.join('\n')).split('\n')).toEqual([
    'npx assay test --coverage',
    'npx assay decide --event events/build.json',
    'See [the policy](policies/ci.yaml) and the language.',
    'Another one: examples/ci-runner-2/policies',
  ]);
});

test('a schema that is named by a path of the repository is not named', () => {
  expect(detached('a', 'policies/a.yaml', '# yaml-language-server: $schema=../../x.json\npolicy: a\n')).toBe(
    'policy: a\n',
  );
  const installed =
    '# yaml-language-server: $schema=node_modules/@assay/policy/schemas/policy.schema.json\npolicy: a\n';
  expect(detached('a', 'policies/a.yaml', installed)).toBe(installed);
});

test('other files stay as they are', () => {
  expect(detached('a', 'events/1.json', '{"at": "examples/a/"}')).toBe('{"at": "examples/a/"}');
});
