// SPDX-License-Identifier: Apache-2.0
import type { Mark } from './facts.ts';

const FIRST_LINE = /^\/\* assay ([a-z0-9-]+\/[a-z0-9-]+) (sha256-[0-9a-f]{64}) \*\/\r?(?:\n|$)/;
/** The decision table begins so; as a string of JavaScript its quotes may be escaped. */
const TABLE = /\{\\?"digest\\?":\\?"(sha256-[0-9a-f]{64})\\?"/;

/** What code says of itself where `assay build` wrote it: its first line, or else the table inside; undefined where it is not ours. Pure. */
export function markOf(code: string): Mark | undefined {
  const [, target, said] = FIRST_LINE.exec(code) ?? [];
  if (target !== undefined && said !== undefined) return { target, digest: said };
  const digest = TABLE.exec(code)?.[1];
  return digest === undefined ? undefined : { digest };
}
