// SPDX-License-Identifier: Apache-2.0
import type { DynamicScope, ScopeVariableType } from '@assay/core/pdp';

/** What the variables of a pattern are bound to by a scope; undefined where it does not match from end to end. */
export function matched(
  { parts, types = [] }: DynamicScope,
  scope: string,
): Readonly<Record<string, unknown>> | undefined {
  const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  // parts alternate: literal, variable, literal
  const pattern = parts.map((part, i) => (i % 2 === 0 ? literal(part) : '([^.:/]+)')).join('');
  const texts = new RegExp(`^${pattern}$`, 's').exec(scope)?.slice(1);
  if (!texts) return undefined;
  const names = parts.filter((_, i) => i % 2 === 1);
  const values = texts.map((text, i) => valueOf(text, types[i] ?? null));
  if (values.includes(undefined)) return undefined;
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

/** A value of a variable's type, written the only way it can be; undefined for any other text. */
function valueOf(text: string, type: ScopeVariableType | null): string | number | undefined {
  if (type === null) return text;
  if (type === 'int')
    return String(Number(text)) === text && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
  if (type === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined;
  if (type === 'date') return isDay(text) ? text : undefined;
  return type.includes(text) ? text : undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}
