// SPDX-License-Identifier: Apache-2.0
import { readFileSync, statSync } from 'node:fs';
import { AssayError } from '@assay/core/errors';
import { isObject, type JsonObject } from '@assay/core/model';
import { createMemorySource, type AttributeSource } from '@assay/core/pip';
import { parse } from 'yaml';

export interface StaticSourceOptions {
  readonly name: string;
  /** A JSON or YAML file. */
  readonly path: string;
  /** Whether the file holds one object per key, or one for all. */
  readonly isKeyed: boolean;
}

/** Files above this are no static entitlements. In bytes. */
const MAX_SIZE = 16 * 1024 * 1024;

/** A source that reads its file once, now; its answers are as old as the file. Throws ERR_SOURCE_READ where the file cannot be read as one object. */
export function createStaticSource({ name, path, isKeyed }: StaticSourceOptions): AttributeSource {
  const { document, modified } = read(name, path);
  return createMemorySource(name, document, { isKeyed, asOf: modified });
}

/** The document of a static source. Throws ERR_SOURCE_READ where the file cannot be read as one object. */
export function readStaticDocument(name: string, path: string): JsonObject {
  return read(name, path).document;
}

function read(name: string, path: string): { readonly document: JsonObject; readonly modified: number } {
  try {
    const { size, mtimeMs } = statSync(path);
    if (size > MAX_SIZE) throw new Error(`larger than ${MAX_SIZE} bytes`);
    // JSON is YAML 1.2; without aliases a small file stays small
    const document: unknown = parse(readFileSync(path, 'utf8'), { maxAliasCount: 0, version: '1.2', merge: false });
    if (!isObject(document)) throw new Error('not an object');
    return { document: document as JsonObject, modified: mtimeMs }; // sound: the YAML core schema yields JSON
  } catch (cause) {
    throw new AssayError(
      'ERR_SOURCE_READ',
      `source \`${name}\`: \`${path}\` could not be read: ${cause instanceof Error ? cause.message.split('\n')[0] : ''}`,
      { cause },
    );
  }
}
