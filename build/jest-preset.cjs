// SPDX-License-Identifier: Apache-2.0
// Jest for every package: tests and sources run as TypeScript, workspace packages resolve to their `source` export.
// swc strips the types and checks none; `npm run typecheck` does.
const swc = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

// Dependencies that ship ES modules only; Jest runs CommonJS, so they are transformed too.
const esmOnly = ['@marcbachmann/cel-js', 'canonicalize', 'jose'];

module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  resolver: require.resolve('./jest-resolver.cjs'),
  testMatch: ['<rootDir>/src/**/*.test.ts'],
  transform: { '\\.[cm]?[jt]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  reporters: ['default', require.resolve('./jest-counts.cjs')],
};
