// SPDX-License-Identifier: Apache-2.0
export { createMemoryCache, type MemoryCacheOptions, type SourceCache } from './cache.ts';
export { createDynamoDbClients } from './dynamodb-client.ts';
export {
  createDynamoDbSource,
  type DynamoDbReader,
  type DynamoDbSourceOptions,
  type DynamoDbSourcePorts,
  type GetItem,
} from './dynamodb-source.ts';
export { createHttpSource, type HttpSourceAuth, type HttpSourceOptions, type HttpSourcePorts } from './http-source.ts';
export { createStaticSource, readStaticDocument, type StaticSourceOptions } from './static-source.ts';
