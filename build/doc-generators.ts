// SPDX-License-Identifier: Apache-2.0
import { capabilityTable, providerTable } from './doc-capabilities.ts';
import { diagnosticIndex } from './doc-diagnostics.ts';
import { errorPage } from './doc-errors.ts';
import { exampleIndex } from './doc-examples.ts';
import { fileExcerpt, policyExcerpt } from './doc-excerpt.ts';
import { functionParts } from './doc-functions.ts';
import { functionTable, inputTable } from './doc-language.ts';
import type { Generator } from './generators.ts';
import { load, withParts, type Parts } from './page-parts.ts';

type MakeParts = (root: string) => Parts | Promise<Parts>;

/** A generator of parts of one page. */
const partsOf = (page: string, make: MakeParts): Generator => ({
  name: `parts of ${page}`,
  outputs: [page],
  run: async (root) => ({ [page]: withParts(root, page, await make(root)) }),
});

/** A generator of a whole page. */
const pageOf = (page: string, make: (root: string) => string | Promise<string>): Generator => ({
  name: page,
  outputs: [page],
  run: async (root) => ({ [page]: await make(root) }),
});

/** Every page of the documentation that holds something made from the sources. */
export const DOC_GENERATORS: readonly Generator[] = [
  partsOf('README.md', async (root) => ({
    'policy excerpt': policyExcerpt(root),
    'identity providers': await providerTable(root),
  })),
  partsOf('packages/cognito/README.md', async (root) => ({
    capabilities: await capabilityTable(root, 'cognito'),
  })),
  partsOf('packages/auth0/README.md', async (root) => ({ capabilities: await capabilityTable(root, 'auth0') })),
  partsOf('docs/auth0.md', async (root) => ({ capabilities: await capabilityTable(root, 'auth0') })),
  partsOf('docs/cognito.md', async (root) => ({ capabilities: await capabilityTable(root, 'cognito') })),
  partsOf('packages/keycloak/README.md', async (root) => ({
    capabilities: await capabilityTable(root, 'keycloak'),
  })),
  partsOf('examples/README.md', async (root) => ({ examples: await exampleIndex(root) })),
  partsOf('docs/write-an-adapter.md', (root) => ({
    adapter: fileExcerpt(root, 'examples/my-adapter/my-adapter.ts', 'ts'),
  })),
  partsOf('docs/policy-language.md', async (root) => ({
    inputs: await inputTable(root),
    functions: await functionTable(root),
  })),
  partsOf('docs/policy-functions.md', functionParts),
  {
    name: 'the JSON Schemas of policies, libraries, projects and tests',
    outputs: ['library', 'policy', 'project', 'test'].map((name) => `packages/policy/schemas/${name}.schema.json`),
    run: async () => {
      const { publishedSchemas } = await import('@assay/policy');
      return Object.fromEntries(
        [...publishedSchemas()].map(([file, text]) => [`packages/policy/schemas/${file}`, text]),
      );
    },
  },
  {
    name: 'the published verifier of proofs',
    outputs: ['packages/log/bin/assay-verify.mjs'],
    run: async (root) => {
      const { verifierBundle } = await import('./verifier-bundle.ts');
      return { 'packages/log/bin/assay-verify.mjs': await verifierBundle(root) };
    },
  },
  {
    name: 'the OpenAPI document of the bridge',
    outputs: ['packages/bridge/schemas/openapi.json'],
    run: async (root) => {
      const { openapiDocument } = await load<{ openapiDocument: () => Promise<object> }>(
        root,
        'packages/bridge/src/openapi-document.ts',
      );
      return { 'packages/bridge/schemas/openapi.json': JSON.stringify(await openapiDocument()) };
    },
  },
  pageOf('docs/errors.md', errorPage),
  pageOf('docs/diagnostics/README.md', diagnosticIndex),
];
