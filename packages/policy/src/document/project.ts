// SPDX-License-Identifier: Apache-2.0
import type { FieldRule } from '@assay/core/log';
import type { JsonObject } from '@assay/core/model';
import type { Governance } from '@assay/core/pdp';
import type { Located, Span } from '../diagnostic.ts';
import type { LibraryDocument } from './library-document.ts';
import type { PolicyDocument } from './policy-document.ts';

/** A JSON Schema (2020-12), as the project gives it. */
export type JsonSchema = JsonObject;

/** What every entry of `sources:` has, checked. */
interface AnySourceConfig {
  readonly name: Located<string>;
  readonly owner: string;
  /** The built-in input that is the key ("subject", "id"); absent for one value for all. */
  readonly key?: readonly string[];
  readonly timeoutMs: number;
  readonly absent?: JsonObject;
  readonly failed?: JsonObject;
  readonly schema: JsonSchema;
  readonly schemaSpan: Span;
}

/** A file of the project. */
export interface StaticSourceConfig extends AnySourceConfig {
  readonly driver: 'static';
  /** Relative to the project's folder. */
  readonly file: Located<string>;
}

/** An address that answers with one JSON object. */
export interface HttpSourceConfig extends AnySourceConfig {
  readonly driver: 'http';
  /** With `{key}` exactly where there is a key. */
  readonly url: string;
  readonly auth?: HttpAuth;
  /** How long an answer may be used again. */
  readonly cacheMs?: number;
}

/** A header of the request to a source, and the name of the secret in it. */
export interface HttpAuth {
  /** In lower case. */
  readonly header: string;
  readonly prefix: string;
  readonly secret: string;
}

/** A table of Amazon DynamoDB. */
export interface DynamoDbSourceConfig extends AnySourceConfig {
  readonly driver: 'dynamodb';
  readonly table: string;
  readonly key: readonly string[];
  /** The attribute that is the table's key. */
  readonly partitionKey: string;
  /** What stands before the key in the table. */
  readonly prefix?: string;
  /** Absent for the one the host runs in. */
  readonly region?: string;
  readonly cacheMs?: number;
}

/** One entry of `sources:`, checked. */
export type SourceConfig = StaticSourceConfig | HttpSourceConfig | DynamoDbSourceConfig;

/** One entry of `targets:`, its settings still to be read by the adapter. */
export interface TargetConfig {
  readonly name: Located<string>;
  readonly settings: JsonObject;
  readonly span: Span;
}

/** Where records are kept. */
export type LogStoreConfig =
  /** A file, relative to the project's folder. */
  | { readonly driver: 'jsonl' | 'sqlite'; readonly file: string }
  | { readonly driver: 'dynamodb'; readonly table: string; readonly region?: string }
  /** `url` names the secret that holds it. */
  | { readonly driver: 'postgres'; readonly url: string; readonly schema?: string };

/** `log:`, checked. Keys and tokens are names of secrets. */
export interface LogConfig {
  readonly store: LogStoreConfig;
  /** No record, no token. */
  readonly required: boolean;
  readonly inputs: 'full' | 'digest' | 'none';
  /** JSON pointers into the record that are taken out before it is written. */
  readonly redact: readonly string[];
  /** What happens to personal data, by JSON pointer. */
  readonly fields: readonly FieldRule[];
  readonly hmacKey?: string;
  readonly sign?: { readonly name: string; readonly key: string };
  readonly collector?: { readonly url: string; readonly token: string; readonly timeoutMs?: number };
  /** By target. */
  readonly send: Readonly<Record<string, 'store' | 'collector' | 'console'>>;
}

/** `assay.yaml` with everything it names. */
export interface Project {
  /** The project file, relative to the project's folder. */
  readonly file: string;
  readonly name: string;
  readonly policies: readonly PolicyDocument[];
  /** What policies import, each file once. */
  readonly libraries: readonly LibraryDocument[];
  readonly governance: Governance;
  readonly sources: readonly SourceConfig[];
  /** Types of what clients send along, of the subject's profile, and of authorization details by type. */
  readonly inputs: {
    readonly parameters?: JsonSchema;
    readonly profile?: JsonSchema;
    readonly details: { readonly [type: string]: JsonSchema };
  };
  readonly targets: readonly TargetConfig[];
  readonly log: LogConfig;
  /** The text of every file read, by its name relative to the project's folder: what diagnostics are drawn over. */
  readonly files: ReadonlyMap<string, string>;
}
