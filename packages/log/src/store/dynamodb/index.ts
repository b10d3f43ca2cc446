// SPDX-License-Identifier: Apache-2.0
export { openDynamoDbStore } from './dynamodb-store.ts';
export { createDynamoDbTarget } from './dynamodb-target.ts';
export { tableDefinition, type IndexDefinition, type KeyDefinition, type TableDefinition } from './definition.ts';
export type { DynamoDbOptions } from './options.ts';
