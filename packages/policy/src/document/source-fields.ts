// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import type { AuthFields } from './http-shape.ts';
import type { LocatedJson } from './json-value.ts';
import type { Fields } from './shape-record.ts';

export const DRIVER_NAMES = ['static', 'http', 'dynamodb'] as const;
export type DriverName = (typeof DRIVER_NAMES)[number];

/** What is read of one source. */
export interface SourceFields {
  readonly owner?: Located<string>;
  readonly driver?: Located<DriverName>;
  readonly file?: Located<string>;
  readonly url?: Located<string> & { readonly isKeyed: boolean };
  readonly auth?: Fields<AuthFields>;
  readonly table?: Located<string>;
  readonly key?: readonly string[];
  readonly partition_key?: Located<string>;
  readonly prefix?: Located<string>;
  readonly region?: Located<string>;
  readonly timeout?: Located<number>;
  readonly cache?: Located<number>;
  readonly absent?: LocatedJson;
  readonly failed?: LocatedJson;
  readonly schema?: LocatedJson;
}
