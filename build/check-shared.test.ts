// SPDX-License-Identifier: Apache-2.0
import { checkShared } from './check-shared.ts';
import { findings } from './fixture.ts';

const manifest = { 'shared/package.json': { name: '@assay/core' } };

test('is content with words that only look like a name', async () => {
  const text = "// the central law of tokens: draws, books, entrance\nimport { path } from '../path.ts';\n";
  expect(await findings(checkShared, { ...manifest, 'shared/src/model/a.ts': text })).toEqual([]);
});

test.each([
  ['// as Keycloak does', 'keycloak'],
  ['const isCognitoEvent = true;', 'cognito'],
  ['const onAuth0Login = 1;', 'auth0'],
  ['const AWS_REGION = 1;', 'aws'],
  ['const AWSRegion = 1;', 'aws'],
  ["const x = 'lambda-context';", 'lambda'],
  ['/* two lambdas */', 'lambdas'],
])('finds a name in %s', async (line, word) => {
  expect(await findings(checkShared, { ...manifest, 'shared/src/pep/a.test.ts': `\n${line}` })).toEqual([
    `shared/src/pep/a.test.ts:2: names an identity provider: \`${word}\``,
  ]);
});

test.each(['node:fs', 'fs', 'fs/promises'])('finds the import of %s', async (specifier) => {
  expect(await findings(checkShared, { ...manifest, 'shared/src/log/a.ts': `\nimport '${specifier}';` })).toEqual([
    `shared/src/log/a.ts:2: imports the Node module \`${specifier}\``,
  ]);
});

test.each(['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies'])(
  'finds %s',
  async (kind) => {
    expect(await findings(checkShared, { 'shared/package.json': { name: '@assay/core', [kind]: {} } })).toEqual([
      `shared/package.json:3: the core has no dependencies, not even \`${kind}\``,
    ]);
  },
);
