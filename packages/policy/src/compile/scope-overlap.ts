// SPDX-License-Identifier: Apache-2.0
import { scopeValue, type DynamicScope, type ScopeVariableType } from '@assay/core/pdp';

type Pattern = Pick<DynamicScope, 'parts' | 'types'>;
type Type = ScopeVariableType | null;

/** What stands between two separators: a literal, and maybe a variable after it, which the next separator ends. */
interface Segment {
  readonly literal: string;
  readonly type?: Type;
}

const SEPARATOR = /[.:/]/;

/**
 * Whether some scope is matched by both patterns. A variable holds no separator and ends at one, so it is enough to compare what stands between
 * separators, one by one. Never says so of patterns that have no scope in common.
 */
export function overlap(a: Outline, b: Outline): boolean {
  return (
    a.separators === b.separators && a.segments.every((segment, i) => meet(segment, b.segments[i] ?? { literal: '' }))
  );
}

/** A pattern as it is compared: its separators, and what stands between them. */
export interface Outline {
  readonly segments: readonly Segment[];
  readonly separators: string;
}

export function outlineOf({ parts, types = [] }: Pattern): Outline {
  const segments: Segment[] = [{ literal: '' }];
  let separators = '';
  parts.forEach((part, index) => {
    const last = segments.at(-1) ?? { literal: '' };
    if (index % 2 === 1) {
      segments[segments.length - 1] = { ...last, type: types[(index - 1) / 2] ?? null };
      return;
    }
    const [rest = '', ...more] = part.split(SEPARATOR);
    segments[segments.length - 1] = { ...last, literal: last.literal + rest };
    segments.push(...more.map((literal) => ({ literal })));
    separators += part.replaceAll(/[^.:/]/g, '');
  });
  return { segments, separators };
}

function meet(a: Segment, b: Segment): boolean {
  if (a.literal.length > b.literal.length) return meet(b, a);
  if (!b.literal.startsWith(a.literal)) return false;
  const rest = b.literal.slice(a.literal.length);
  if (a.type === undefined) return rest === '' && b.type === undefined;
  const { type } = a;
  if (b.type === undefined) return rest !== '' && is(rest, type);
  const { type: other } = b;
  return examples(rest, type, other).some((text) => is(rest + text, type) && is(text, other));
}

function is(text: string, type: Type): boolean {
  if (text === '') return false;
  if (type === null) return true;
  return scopeValue(text, type) !== undefined;
}

const SAMPLES = {
  int: ['1', '-1', '0'],
  uuid: ['00000000-0000-0000-0000-000000000000'],
  date: ['2000-01-01'],
} as const;

/** Texts that may be of `other` and, after `rest`, of `type`: their values, their samples, and what completes `rest` to one of them. */
function examples(rest: string, type: Type, other: Type): readonly string[] {
  const ofType = valuesOf(type).flatMap((value) =>
    value.startsWith(rest) ? [value.slice(rest.length)] : [value.slice(rest.length), value],
  );
  return [...ofType, ...valuesOf(other), 'x'];
}

function valuesOf(type: Type): readonly string[] {
  if (type === null) return [];
  return typeof type === 'string' ? SAMPLES[type] : type;
}
