// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { isObject, own } from '@assay/core/model';

/** Makes a problem of every member that is not known: a misspelt setting is not one that was left out. */
export function refuseUnknown(value: unknown, path: string, known: readonly string[], problems: Problem[]): void {
  for (const name of isObject(value) ? Object.keys(value) : []) {
    if (!known.includes(name))
      problems.push({ path: `${path}/${name}`, message: `expected one of ${known.join(', ')}` });
  }
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of the duration `name`, such as `10m`; `otherwise` where there is none. */
export function durationOf(value: unknown, name: string, otherwise: number, path: string, problems: Problem[]): number {
  const text = own(value, name) ?? undefined;
  if (text === undefined) return otherwise;
  const match = typeof text === 'string' ? /^(\d{1,6})([smhd])$/.exec(text) : null;
  if (match) return Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
  problems.push({ path: `${path}/${name}`, message: 'expected a duration such as `60m`' });
  return otherwise;
}

/** The boolean `name`; `otherwise` where there is none. */
export function flagOf(value: unknown, name: string, otherwise: boolean, path: string, problems: Problem[]): boolean {
  const flag = own(value, name) ?? otherwise;
  if (typeof flag === 'boolean') return flag;
  problems.push({ path: `${path}/${name}`, message: 'expected true or false' });
  return otherwise;
}
