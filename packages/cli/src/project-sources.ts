// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { AttributeSource } from '@assay/core/pip';
import type { SourceConfig } from '@assay/policy';
import {
  createDynamoDbClients,
  createDynamoDbSource,
  createHttpSource,
  createMemoryCache,
  createStaticSource,
} from '@assay/sources';
import type { Io } from './io.ts';
import { sha256 } from './sha256.ts';

/** Answers kept while one command runs. */
const MAX_ENTRIES = 1000;

/**
 * What makes the sources of a project on this machine: files below `directory`, addresses asked with the secrets of the environment, and tables
 * with its credentials. They share one cache. Throws ERR_SOURCE_READ where a file is gone since it was checked.
 */
export function projectSources(directory: string, { clock, env }: Io): (config: SourceConfig) => AttributeSource {
  const cache = createMemoryCache({ maxEntries: MAX_ENTRIES, clock });
  const client = createDynamoDbClients();
  return (config) => {
    const { name, key } = config;
    const shared = { name: name.value, ...('cacheMs' in config && { cacheMs: config.cacheMs }) };
    switch (config.driver) {
      case 'static':
        return createStaticSource({
          name: name.value,
          path: join(directory, config.file.value),
          isKeyed: key !== undefined,
        });
      case 'http': {
        const { url, auth } = config;
        const options = { ...shared, url, ...(auth && { auth }), isKeyed: key !== undefined };
        return createHttpSource(options, { fetch, secretOf: (secret) => env[secret], clock, sha256, cache });
      }
      case 'dynamodb': {
        const { table, partitionKey, prefix, region } = config;
        const options = { ...shared, table, partitionKey, ...(prefix && { prefix }), ...(region && { region }) };
        return createDynamoDbSource(options, { client, clock, sha256, cache });
      }
    }
  };
}
