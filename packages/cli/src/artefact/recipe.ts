// SPDX-License-Identifier: Apache-2.0
import type { Parsed } from '@assay/core/model';
import type { BundledFile, BundleOptions } from './bundle.ts';
import type { SinkPlatform } from './sink-module.ts';

/** A file that is written; `path` is relative to the output folder, with `/`. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What is known of an artefact when what stands beside its code is written. */
export interface Built {
  /** The name of the project. */
  readonly project: string;
  /** Of the decision table. */
  readonly digest: string;
  /** The entry, and what it imports only when it needs it. */
  readonly code: readonly BundledFile[];
  /** Names of the secrets it asks for. */
  readonly secrets: readonly string[];
  /** DynamoDB tables, and what it does with them; without a region, in the one it runs in. */
  readonly tables: readonly {
    readonly name: string;
    readonly region?: string;
    readonly access: readonly ('read' | 'write')[];
    /** Patterns of the partition keys it uses; absent: all. */
    readonly partitions?: readonly string[];
  }[];
}

/** How the artefact of a target is made. */
export interface Recipe extends Omit<BundleOptions, 'isSplit' | 'banner'> {
  /** What the platform takes, of the entry alone or of all its files, in bytes. */
  readonly limit: number;
  /** How its platform takes records. */
  readonly sink: SinkPlatform;
  /** What imports and exports the handler; the names of `hostModule` and `sinkModule` are in scope. */
  readonly handler: string;
  /** Secrets the settings of the target name, beside those of sources. */
  readonly secrets: readonly string[];
  /** Whether the policy is compressed inside the code. */
  readonly isPacked: boolean;
  /** The code and everything beside it; or what the platform would not take of it. */
  readonly files: (built: Built) => Promise<Parsed<readonly OutputFile[]>>;
}
