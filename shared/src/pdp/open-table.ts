// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../errors/index.ts';
import { checkTable } from './check-table.ts';
import { describe } from '../model/json.ts';
import { TABLE_VERSION, type DecisionTable } from './table.ts';

/** A table whose bytes match its digest. */
export interface OpenedTable {
  readonly table: DecisionTable;
  readonly digest: string;
}

/** `{"digest":"sha256-` + 64 hexadecimal digits + `","table":` is what a table file begins with; then the canonical table, and `}`. */
const HEAD = '{"digest":"sha256-';
const MIDDLE = '","table":';
const START = HEAD.length + 64 + MIDDLE.length;

/**
 * Opens a compiled policy set as the compiler wrote it. `sha256` gives the lower-case hexadecimal digest of a text's UTF-8 bytes. Throws
 * ERR_TABLE_SYNTAX, ERR_TABLE_DIGEST (one byte differs), ERR_TABLE_VERSION or ERR_TABLE_INVALID.
 */
export function openTable(text: string, sha256: (text: string) => string): OpenedTable {
  const { table, digest } = openBuiltTable(text, sha256);
  return { table: checkTable(table), digest };
}

/** As `openTable`, but takes the digest's word for the shape: for an artefact, into which the compiler's own table was built. */
export function openBuiltTable(text: string, sha256: (text: string) => string): OpenedTable {
  const end = text.endsWith('\n') ? text.length - 2 : text.length - 1;
  if (!text.startsWith(HEAD) || text.slice(START - MIDDLE.length, START) !== MIDDLE || text[end] !== '}') {
    throw new AssayError('ERR_TABLE_SYNTAX', 'decision table: expected a file written by the compiler');
  }
  const expected = text.slice(HEAD.length, HEAD.length + 64);
  const canonical = text.slice(START, end);
  if (sha256(canonical) !== expected)
    throw new AssayError('ERR_TABLE_DIGEST', 'decision table: the content does not match its digest');
  const table = parse(canonical);
  return { table, digest: `sha256-${expected}` };
}

function parse(canonical: string): DecisionTable {
  let value: unknown;
  try {
    value = JSON.parse(canonical);
  } catch (cause) {
    throw new AssayError('ERR_TABLE_SYNTAX', 'decision table: not JSON', { cause });
  }
  const version: unknown =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (version !== TABLE_VERSION) {
    throw new AssayError(
      'ERR_TABLE_VERSION',
      `decision table: version \`${describe(version)}\`, expected ${TABLE_VERSION}`,
    );
  }
  return value as DecisionTable; // sound for what the compiler wrote; `openTable` checks
}
