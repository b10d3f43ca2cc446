// SPDX-License-Identifier: Apache-2.0

/** Something that is bundled into one file, and what has to be true of the file. */
export interface Target {
  readonly name: string;
  /** The source of the entry; `assay` packages are resolved to their sources. */
  readonly entry: string;
  readonly format: 'esm' | 'cjs';
  /** In bytes, minified: a budget of ours, or a platform's limit. */
  readonly limit: number;
  /** Text that must not be in the file: ways to run text as code, doors to the outside, names of what belongs to other hosts. */
  readonly forbidden: readonly string[];
}

const NO_CODE_FROM_TEXT = ['eval(', 'new Function', 'WebAssembly'];
const NO_NODE = ['node:', 'require(', 'process.'];

/** Everything that runs at the moment of issuance, by what it is made of. */
export const TARGETS: readonly Target[] = [
  {
    name: 'core runtime, with everything an adapter needs',
    entry: `export { enforce } from '@assay/core/pep';
export { createTablePdp, openTable } from '@assay/core/pdp';
export { createMemorySource } from '@assay/core/pip';
export { fieldsOf, outOfBounds, own } from '@assay/core/model';`,
    format: 'esm',
    limit: 20_480,
    forbidden: [...NO_CODE_FROM_TEXT, ...NO_NODE, 'cognito'],
  },
  {
    name: 'Cognito handler, without a policy',
    entry: `export { createHandler, parseSettings } from '@assay/cognito';
export { createTablePdp, openTable } from '@assay/core/pdp';`,
    format: 'esm',
    limit: 30_720,
    forbidden: [...NO_CODE_FROM_TEXT, ...NO_NODE, 'auth0', 'keycloak', 'curity'],
  },
];
