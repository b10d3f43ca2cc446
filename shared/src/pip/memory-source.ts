// SPDX-License-Identifier: Apache-2.0
import { deepFreeze } from '../model/freeze.ts';
import { isObject, own, type JsonObject } from '../model/json.ts';
import type { AttributeSource } from './source.ts';

/** How a source finds its answer in a document: the member named by the key, or the whole of it. */
export interface MemorySourceOptions {
  readonly isKeyed: boolean;
  /** When the document was true, in milliseconds since 1970. */
  readonly asOf?: number;
}

/** A source that answers at once from a document in memory, which is frozen; an entry that is not an object counts as unknown. */
export function createMemorySource(
  name: string,
  document: JsonObject,
  { isKeyed, asOf }: MemorySourceOptions,
): AttributeSource {
  deepFreeze(document);
  const dated = asOf === undefined ? {} : { asOf };
  return {
    name,
    isImmediate: true,
    read(key) {
      const value = isKeyed ? own(document, key) : document;
      // sound: a member of a JSON document
      return { value: isObject(value) ? (value as JsonObject) : undefined, ...dated };
    },
  };
}
