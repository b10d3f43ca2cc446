// SPDX-License-Identifier: Apache-2.0
export { openDynamoDbStore } from './dynamodb-store.ts';
export { createDynamoDbTarget } from './dynamodb-target.ts';
export { logTableFiles, type LogTableFile } from './deploy/files.ts';
export { WRITER_PARTITIONS } from './deploy/roles.ts';
export type { LogTableOptions } from './deploy/options.ts';
export { tableDefinition, type IndexDefinition, type KeyDefinition, type TableDefinition } from './definition.ts';
export type { DynamoDbOptions } from './options.ts';
