// SPDX-License-Identifier: Apache-2.0
import type { ScopeVariableType } from '../table.ts';

export type ScopeValue = typeof scopeValue;

const INT = /^(?:0|-?[1-9][0-9]{0,15})$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DATE = /^([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;
const LONG_MONTHS = 0b1010_1101_0101;

/**
 * What a variable of this type is bound to by `text`, or undefined where the text is none. Each value is written in one way only, a UUID in lower
 * case and an integer without needless zeros: else a denial of one spelling could be passed by with another. Linear in the text's length.
 */
export function scopeValue(text: string, type: ScopeVariableType): string | number | undefined {
  if (typeof type !== 'string') return type.includes(text) ? text : undefined;
  if (type === 'uuid') return UUID.test(text) ? text : undefined;
  if (type === 'date') return isDate(text) ? text : undefined;
  return INT.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

/** A full-date of RFC 3339 section 5.6, of a day there is. */
function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = (DATE.exec(text) ?? []).slice(1).map(Number);
  if (month === 2) return day <= (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28);
  return month > 0 && day <= ((LONG_MONTHS >> (month - 1)) & 1 ? 31 : 30);
}
