// SPDX-License-Identifier: Apache-2.0
import { checkExports } from './check-exports.ts';
import { findings } from './fixture.ts';

const target = (path: string): object => ({
  source: `./src/${path}.ts`,
  types: `./dist/${path}.d.ts`,
  default: `./dist/${path}.js`,
});
const core = (exports: object): object => ({ name: '@assay/core', exports });

test('is content when both agree', async () => {
  const files = {
    'shared/package.json': core({ './model': target('model/index') }),
    'shared/src/model/index.ts': '',
    'packages/cli/package.json': { name: '@assay/cli', bin: { assay: './bin/assay.js' } },
    'packages/cli/bin/assay.js': '',
    'packages/cli/src/commands/index.ts': '',
  };
  expect(await findings(checkExports, files)).toEqual([]);
});

test('finds an export without a file', async () => {
  expect(await findings(checkExports, { 'shared/package.json': core({ './model': target('model/index') }) })).toEqual([
    'shared/package.json:4: `./model` exports `./src/model/index.ts`, which does not exist',
  ]);
});

test('finds files without an export', async () => {
  const files = { 'shared/package.json': core({}), 'shared/src/pip/index.ts': '', 'shared/src/index.ts': '' };
  expect(await findings(checkExports, files)).toEqual([
    'shared/src/index.ts:1: is not exported by shared/package.json',
    'shared/src/pip/index.ts:1: is not exported by shared/package.json',
  ]);
});

test('finds compiled files that are not those of the source', async () => {
  const wrong = { ...target('model/index'), types: './dist/index.d.ts', default: './dist/index.js' };
  const files = { 'shared/package.json': core({ './model': wrong }), 'shared/src/model/index.ts': '' };
  expect(await findings(checkExports, files)).toEqual([
    'shared/package.json:4: the types of `./model` should be `./dist/model/index.d.ts`',
    'shared/package.json:4: the default of `./model` should be `./dist/model/index.js`',
  ]);
});

test('finds a command without a file', async () => {
  const files = { 'packages/cli/package.json': { name: '@assay/cli', bin: { assay: './bin/assay.js' } } };
  expect(await findings(checkExports, files)).toEqual([
    'packages/cli/package.json:4: the command `assay` is `./bin/assay.js`, which does not exist',
  ]);
});
