// SPDX-License-Identifier: Apache-2.0
import type { SourceConfig } from '@assay/policy';
import { textExpression } from './packed.ts';
import { sourceText } from './source-text.ts';

/** How a source is made in generated code: what it imports, what is made once, and the expression that makes it for one `platform`. */
interface Written {
  /** With what every source of the driver shares. */
  readonly imports: string;
  readonly once?: string;
  readonly make: string;
}

/** The data of static sources, and whether it is compressed. */
export interface DataOptions {
  readonly dataOf: (source: SourceConfig) => object;
  readonly isPacked: boolean;
}

/** Below this, what unpacks is longer than what is saved. In characters. */
const WORTH_PACKING = 500;

function dataExpression(data: object, isPacked: boolean): string {
  const text = JSON.stringify(data);
  return isPacked && text.length > WORTH_PACKING ? `JSON.parse(${textExpression(text, true)})` : sourceText(data);
}

/**
 * JavaScript that binds the sources of a project: `bindSources(platform)` gives the bindings `enforce` takes, where `platform` is `{ secretOf, cache }`. Data
 * of static sources is written into the module: what is deployed holds all it decides by.
 */
export function sourcesModule(sources: readonly SourceConfig[], { dataOf, isPacked }: DataOptions): string {
  const written = sources.map((source, index) => writtenOf(source, index, { dataOf, isPacked }));
  const bindings = sources.map(
    ({ key, timeoutMs, absent, failed }, index) =>
      `  { source: ${written[index]?.make}, ...${sourceText({ key, timeoutMs, absent, failed })} },`,
  );
  return [
    ...new Set(written.map(({ imports }) => imports)),
    ...written.flatMap(({ once }) => once ?? []),
    'const bindSources = (platform) => [',
    ...bindings,
    '];',
    '',
  ].join('\n');
}

function writtenOf(source: SourceConfig, index: number, { dataOf, isPacked }: DataOptions): Written {
  const name = source.name.value;
  switch (source.driver) {
    case 'static': {
      const options = sourceText({ isKeyed: source.key !== undefined });
      return {
        imports: `import { createMemorySource } from '@assay/core/pip';`,
        once: `const source${index} = createMemorySource(${sourceText(name)}, ${dataExpression(dataOf(source), isPacked)}, ${options});`,
        make: `source${index}`,
      };
    }
    case 'http': {
      const { url, auth, cacheMs, key } = source;
      return {
        imports: `import { createHttpSource } from '@assay/sources';`,
        make: `createHttpSource(${sourceText({ name, url, auth, cacheMs, isKeyed: key !== undefined })}, { fetch, clock: Date.now, sha256, ...platform })`,
      };
    }
    case 'dynamodb': {
      const { table, partitionKey, prefix, region, cacheMs } = source;
      return {
        imports: `import { createDynamoDbClients, createDynamoDbSource } from '@assay/sources';\nconst client = createDynamoDbClients();`,
        make: `createDynamoDbSource(${sourceText({ name, table, partitionKey, prefix, region, cacheMs })}, { client, clock: Date.now, sha256, ...platform })`,
      };
    }
  }
}
