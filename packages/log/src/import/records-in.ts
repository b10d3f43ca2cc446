// SPDX-License-Identifier: Apache-2.0
import { isDecisionRecord, type DecisionRecord } from '@assay/core/log';

/** What a line of somebody else's log holds. */
export interface Found {
  readonly records: readonly DecisionRecord[];
  /** Whether it looks as if it held a record that cannot be read. */
  readonly isBroken: boolean;
}

const DEEPEST = 12;
const MOST_VALUES = 100_000;
/** How a record begins, wherever it stands; in a text within JSON its quotes are escaped. */
const BEGINNING = /\{\\*"version\\*":\\*\s*\d+,\\*"id\\*":/;
const START = '{"version":';

/**
 * The decision records of a line: the line itself, what follows a prefix (`2026-11-20T12:00:00Z\tid\tINFO\t{…}`), or any member of a JSON envelope, as an object or as text, as
 * CloudWatch, Lambda, Auth0 and the like wrap what a program prints. Never throws.
 */
export function recordsIn(line: string): Found {
  const looked: Looked = { records: [], values: 0 };
  lookAt(parse(line) ?? tailOf(line), 0, looked);
  return { records: looked.records, isBroken: looked.records.length === 0 && BEGINNING.test(line) };
}

interface Looked {
  readonly records: DecisionRecord[];
  values: number;
}

function lookAt(value: unknown, depth: number, looked: Looked): void {
  if (depth > DEEPEST || looked.values++ > MOST_VALUES) return;
  if (typeof value === 'string') {
    // a text may have several lines, each a record
    if (value.includes(START))
      for (const line of value.split('\n')) lookAt(parseObject(line) ?? tailOf(line), depth + 1, looked);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (isDecisionRecord(value)) {
    looked.records.push(value);
    return;
  }
  for (const member of Object.values(value)) lookAt(member, depth + 1, looked);
}

/** What a line ends with, behind a prefix that is no JSON. */
function tailOf(line: string): unknown {
  const start = line.indexOf(START);
  return start < 0 ? undefined : parseObject(line.slice(start));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Not a text again: nobody is asked to look for ever. */
function parseObject(text: string): object | undefined {
  const value = parse(text);
  return typeof value === 'object' && value !== null ? value : undefined;
}
