// SPDX-License-Identifier: Apache-2.0
import { checkLockfile } from './check-lockfile.ts';
import { findings } from './fixture.ts';

const check = (packages: object): Promise<string[]> => findings(checkLockfile, { 'package-lock.json': { packages } });
const needs = { version: '1.0.0', optionalDependencies: { 'x-linux': '1.0.0' } };

test.each([
  ['beside it', { 'node_modules/x': needs, 'node_modules/x-linux': {} }],
  ['inside it', { 'node_modules/x': needs, 'node_modules/x/node_modules/x-linux': {} }],
  ['above it', { 'node_modules/a/node_modules/x': needs, 'node_modules/x-linux': {} }],
  ['above a workspace', { 'packages/a/node_modules/@s/x': needs, 'packages/a/node_modules/x-linux': {} }],
])('is content with an optional dependency %s', async (_where, packages) => {
  expect(await check(packages)).toEqual([]);
});

test.each([
  ['node_modules/x', {}],
  ['node_modules/@s/x', { 'node_modules/b/node_modules/x-linux': {} }],
])('finds what %s needs and the lockfile does not hold', async (path, others) => {
  expect(await check({ [path]: needs, ...others })).toEqual([
    `package-lock.json:3: \`${path}\` needs \`x-linux@1.0.0\`, which the lockfile does not hold`,
  ]);
});

test('finds the name of a host, not the link of a workspace', async () => {
  const packages = {
    'node_modules/@assay/core': { resolved: 'shared', link: true },
    'node_modules/x': { resolved: 'https://host.example/x.tgz' },
  };
  expect(await check(packages)).toEqual(['package-lock.json:7: `node_modules/x` names a registry host']);
});
