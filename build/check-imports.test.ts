// SPDX-License-Identifier: Apache-2.0
import { checkImports } from './check-imports.ts';
import { findings } from './fixture.ts';

const manifest = (name: string, more: object = {}): object => ({ name: `@assay/${name}`, ...more });
const core = { '@assay/core': '0.1.0' };

const REPOSITORY = {
  'shared/package.json': manifest('core'),
  'packages/policy/package.json': manifest('policy', { dependencies: { ...core, yaml: '1.0.0' } }),
  'packages/log/package.json': manifest('log', { dependencies: core }),
  'packages/cognito/package.json': manifest('cognito', {
    dependencies: { ...core, '@assay/log': '0.1.0', '@assay/auth0': '0.1.0', '@assay/policy': '0.1.0' },
    devDependencies: { '@types/aws-lambda': '1.0.0', '@assay/sources': '0.1.0' },
  }),
  'packages/cli/package.json': manifest('cli', {
    dependencies: { ...core, '@assay/policy': '0.1.0', '@assay/test': '0.1.0' },
  }),
  'test/package.json': manifest('test', { devDependencies: { ...core, '@assay/cli': '0.1.0' } }),
};

const check = (path: string, text: string): Promise<string[]> =>
  findings(checkImports, { ...REPOSITORY, [path]: text });

test.each([
  ['a layer, its lower layer', 'shared/src/pdp/decide.ts', "import { x } from '../model/index.ts';"],
  ['a layer, itself by name', 'shared/src/pdp/decide.ts', "import { x } from '@assay/core/pdp';"],
  ['the pipeline, the port of the log', 'shared/src/pep/enforce.ts', "import type { S } from '../log/sink.ts';"],
  ['the test kit, every layer', 'shared/src/testing/suite.ts', "import { x } from '../pep/index.ts';"],
  ['a test of a layer, the test kit', 'shared/src/pdp/decide.test.ts', "import { x } from '../testing/index.ts';"],
  ['an adapter, the core', 'packages/cognito/src/index.ts', "import { x } from '@assay/core/pep';"],
  ['an adapter, types it declares', 'packages/cognito/src/event.ts', "import type { E } from 'aws-lambda';"],
  [
    'a test, what its package.json has for tests',
    'packages/cognito/src/a.test.ts',
    "import { x } from '@assay/sources';",
  ],
  ['a helper of tests, the same', 'packages/cognito/src/testing/a.ts', "import { x } from '@assay/sources';"],
  ['a test of one layer, another layer', 'shared/src/pdp/a.test.ts', "import { x } from '../log/canonical.ts';"],
  ['a host, what it declares', 'packages/cli/src/main.ts', "import { x } from '@assay/policy'; import 'node:fs';"],
  ['test, everyone', 'test/e2e/a.test.ts', "import { x } from '@assay/cli'; import { y } from '@assay/core/testing';"],
])('lets %s', async (_what, path, text) => {
  expect(await check(path, text)).toEqual([]);
});

test.each([
  ['import', "import { x } from '../pep/index.ts';"],
  ['import type', "import type { X } from '../pep/index.ts';"],
  ['import for its effect', "import '../pep/index.ts';"],
  ['export from', "export { x } from '../pep/index.ts';"],
  ['export all', "export * from '../pep/index.ts';"],
  ['export as a name', "export * as pep from '../pep/index.ts';"],
  ['import()', "const x = await import('../pep/index.ts');"],
  ['import() of a template', 'const x = await import(`../pep/index.ts`);'],
  ['type of import()', "type X = import('../pep/index.ts').X;"],
  ['typeof import()', "type X = typeof import('../pep/index.ts');"],
  ['import = require()', "import x = require('../pep/index.ts');"],
  ['require()', "const x = require('../pep/index.ts');"],
])('sees %s and its line', async (_what, text) => {
  expect(await check('shared/src/pdp/decide.ts', `// é\n\n${text}\n`)).toEqual([
    'shared/src/pdp/decide.ts:3: `core/pdp` may not import `core/pep` (`../pep/index.ts`)',
  ]);
});

test('reads code only', async () => {
  const text = "// import '../pep/index.ts'\nexport const x = \"import '../pep/index.ts'\";\n";
  expect(await check('shared/src/pdp/decide.ts', text)).toEqual([]);
});

test.each([
  ['shared/src/errors/a.ts', '../model/index.ts', '`core/errors` may not import `core/model` (`../model/index.ts`)'],
  ['shared/src/log/a.ts', '../pdp/index.ts', '`core/log` may not import `core/pdp` (`../pdp/index.ts`)'],
  ['shared/src/pep/a.ts', '../log/canonical.ts', '`core/pep` may not import `core/log` (`../log/canonical.ts`)'],
  ['shared/src/pep/a.ts', '../log/index.ts', '`core/pep` may not import `core/log` (`../log/index.ts`)'],
  ['shared/src/pep/a.ts', '../testing/index.ts', '`core/pep` may not import `core/testing` (`../testing/index.ts`)'],
  ['packages/cognito/src/a.test.ts', '@assay/policy', '`cognito` may not import `policy` (`@assay/policy`)'],
  ['shared/src/util/a.ts', '../model/index.ts', '`core/util` has no row in the table of build/check-imports.ts'],
  ['packages/cognito/src/a.ts', '@assay/auth0', '`cognito` may not import `auth0` (`@assay/auth0`)'],
  ['packages/cognito/src/a.ts', '@assay/policy', '`cognito` may not import `policy` (`@assay/policy`)'],
  ['packages/cognito/src/a.ts', '@assay/log', '`cognito` may not import `log` (`@assay/log`)'],
  ['packages/cognito/src/a.ts', '@assay/sources', '`cognito` may not import `sources` (`@assay/sources`)'],
  [
    'packages/cognito/src/a.ts',
    '@assay/core/testing',
    '`cognito` may not import `core/testing` (`@assay/core/testing`)',
  ],
  ['packages/cli/src/a.ts', '@assay/test', '`cli` may not import `test` (`@assay/test`)'],
  [
    'packages/policy/src/a.ts',
    '../../log/src/index.ts',
    '`../../log/src/index.ts` leaves the package: import other packages by name',
  ],
  [
    'packages/policy/src/a.ts',
    'ajv/dist/2020.js',
    '`ajv/dist/2020.js` is not declared in packages/policy/package.json',
  ],
  [
    'packages/cognito/src/a.ts',
    '@aws-sdk/client-s3/x',
    '`@aws-sdk/client-s3/x` is not declared in packages/cognito/package.json',
  ],
])('%s may not import %s', async (path, specifier, problem) => {
  expect(await check(path, `import x from '${specifier}';`)).toEqual([`${path}:1: ${problem}`]);
});

test('names a file it cannot read', async () => {
  await expect(check('shared/src/pdp/a.ts', 'const = ;')).rejects.toThrow('shared/src/pdp/a.ts:1: cannot be parsed');
});
