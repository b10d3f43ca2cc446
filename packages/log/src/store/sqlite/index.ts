// SPDX-License-Identifier: Apache-2.0
export type { OpenOptions } from './open.ts';
export { openSqliteStore } from './sqlite-store.ts';
