// SPDX-License-Identifier: Apache-2.0

/** Something that is bundled into one file, and what has to be true of the file. */
export interface Target {
  readonly name: string;
  /** The source of the entry; `@assay` packages are resolved to their sources. */
  readonly entry: string;
  readonly format: 'esm' | 'cjs';
  /** In bytes, minified: above it the build fails. */
  readonly limit: number;
  /** Text that must not be in the file: ways to run text as code, doors to the outside, names of what belongs to other hosts. */
  readonly forbidden: readonly string[];
}

const NO_CODE_FROM_TEXT = ['eval(', 'new Function', 'WebAssembly'];
const NO_NODE = ['node:', 'require(', 'process.'];
const NO_HOST = ['cognito', 'auth0', 'keycloak', 'curity'];

/** What runs at the moment of issuance, by what it is made of. The limits are what was reached, not the budgets: see docs/benchmarks.md for both. */
export const TARGETS: readonly Target[] = [
  {
    name: 'expression runtime: builder, every operator, values',
    entry: `export { createBuilder } from '../shared/src/pdp/eval/builder.ts';
export { ALL_OPS } from '../shared/src/pdp/ops/index.ts';`,
    format: 'esm',
    limit: 35_840,
    forbidden: [...NO_CODE_FROM_TEXT, ...NO_NODE, ...NO_HOST],
  },
  {
    name: 'decision runtime: opens a built table, and decides',
    entry: `export { createBuiltTablePdp, openBuiltTable, WHOLE_LANGUAGE } from '@assay/core/pdp';`,
    format: 'esm',
    limit: 57_344,
    forbidden: [...NO_CODE_FROM_TEXT, ...NO_NODE, ...NO_HOST],
  },
  {
    name: 'all an adapter needs: decision runtime, sources, guard, record',
    entry: `export { createBuiltTablePdp, openBuiltTable, WHOLE_LANGUAGE } from '@assay/core/pdp';
export { enforce } from '@assay/core/pep';`,
    format: 'esm',
    limit: 81_920,
    forbidden: [...NO_CODE_FROM_TEXT, ...NO_NODE, ...NO_HOST],
  },
  {
    name: 'Cognito handler, without a policy',
    entry: `export { createBuiltTablePdp, openBuiltTable, WHOLE_LANGUAGE } from '@assay/core/pdp';
export { createHandler } from '@assay/cognito';`,
    format: 'esm',
    limit: 94_208,
    forbidden: [...NO_CODE_FROM_TEXT, ...NO_NODE, 'auth0', 'keycloak', 'curity'],
  },
  action('post-login', '@assay/auth0', 'createPostLogin', 110_592),
  action('credentials-exchange', '@assay/auth0', 'createCredentialsExchange', 99_328),
  action('custom-token-exchange', '@assay/auth0/custom-token-exchange', 'createCustomTokenExchange', 122_880),
];

/** An Action, with the whole language: of an artefact, whose policy uses a part of it, `assay build` says how large it is, and keeps the platform's limit. */
function action(trigger: string, from: string, make: string, limit: number): Target {
  return {
    name: `Auth0 ${trigger}, without a policy`,
    entry: `export { createBuiltTablePdp, openBuiltTable, WHOLE_LANGUAGE } from '@assay/core/pdp';
export { ${make} } from '${from}';`,
    format: 'cjs',
    limit,
    // of `curity` there is `security_context`, a member of Auth0's event
    forbidden: [...NO_CODE_FROM_TEXT, ...NO_NODE, 'cognito', 'keycloak'],
  };
}
