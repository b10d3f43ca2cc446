// SPDX-License-Identifier: Apache-2.0
import { printable } from '../printable.ts';

const LONGEST = 72;

/** A value as JSON on one line, cut where it is long. */
export function shown(value: unknown): string {
  const text = printable(JSON.stringify(value) ?? 'nothing');
  const characters = Array.from(text);
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
