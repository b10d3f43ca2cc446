// SPDX-License-Identifier: Apache-2.0
export { openPostgresStore } from './postgres-store.ts';
export type { PostgresOptions } from './open.ts';
