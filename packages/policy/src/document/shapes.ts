// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import { DURATION_PATTERN, parseDuration } from '@assay/core/model';
import type { Expression } from './policy-document.ts';
import { refine, scalar, text, type Shape } from './shape.ts';

/** What tells editors, and our own formatter, that a string is an expression: the media type of what it holds (JSON Schema, "contentMediaType"). */
export const EXPRESSION_MEDIA_TYPE = 'text/x-cel';

/** A CEL expression: any scalar that holds something. What is not a string counts as written: `permit: true`. */
export const expression: Shape<Expression> = refine(
  scalar('an expression', {
    type: ['string', 'boolean', 'number'],
    minLength: 1,
    contentMediaType: EXPRESSION_MEDIA_TYPE,
  }),
  {},
  ({ text: written, span, offsetAt }) => ({ text: written, span, offsetAt }),
);

/** One of `values`. */
export function choice<const T extends string>(values: readonly T[]): Shape<Located<T>> {
  return refine({ ...text, schema: {} }, { enum: [...values] }, ({ value, span }, report) => {
    const known = values.find((candidate) => candidate === value);
    if (known !== undefined) return { value: known, span };
    report(
      'invalid-value',
      span,
      `expected ${quoteList(values)}, and found ${quote(value)}`,
      didYouMean(value, values),
    );
    return undefined;
  });
}

interface DurationRange {
  /** What one unit of the value is, in milliseconds; a duration is a whole number of them. */
  readonly unit: 1 | 1000;
  readonly longest: string;
}

/** A duration such as `10m`, more than none and no longer than it can make sense. The value counts units of `range.unit`. */
export function duration({ unit, longest }: DurationRange): Shape<Located<number>> {
  const schema = { type: 'string', pattern: DURATION_PATTERN } satisfies Json;
  return refine(scalar('a duration', schema), {}, ({ text: written, value, span }, report) => {
    const milliseconds = typeof value === 'boolean' ? undefined : parseDuration(written);
    if (milliseconds === undefined) {
      const help = /^[0-9]+$/.test(written)
        ? `add the unit: \`${written.slice(0, 12)}${unit === 1 ? 'ms' : 's'}\``
        : 'a duration is an integer and `ms`, `s`, `m`, `h` or `d`: `10m`';
      report('invalid-duration', span, `expected a duration, and found ${quote(written)}`, help);
      return undefined;
    }
    if (milliseconds === 0 || milliseconds > (parseDuration(longest) ?? 0)) {
      report(
        'duration-never-applies',
        span,
        `the duration ${quote(written)} can never apply: expected more than none, and at most \`${longest}\``,
      );
      return undefined;
    }
    if (milliseconds % unit !== 0) {
      report('invalid-duration', span, `expected whole seconds, and found ${quote(written)}`);
      return undefined;
    }
    return { value: milliseconds / unit, span };
  });
}

/** How long a token lives, or how old a sign-in may be, in seconds; ten years are more than any token gets. */
export const seconds: Shape<Located<number>> = duration({ unit: 1000, longest: '3650d' });

/** How long a source may take, in milliseconds; after a minute no identity provider waits any longer. */
export const patience: Shape<Located<number>> = duration({ unit: 1, longest: '60s' });

/** A shape for what `pattern` says; `what` names it in messages. */
export function matching(pattern: string, what: string, help?: string): Shape<Located<string>> {
  const expected = new RegExp(pattern);
  return refine(text, { pattern }, (written, report) => {
    if (expected.test(written.value)) return written;
    report('invalid-value', written.span, `expected ${what}, and found ${quote(written.value)}`, help);
    return undefined;
  });
}

export const dynamoDbTable: Shape<Located<string>> = matching(
  '^[A-Za-z0-9_.-]{3,255}$',
  'the name of a table',
  'a name has 3 to 255 letters, digits, `_`, `-` and `.`',
);

export const awsRegion: Shape<Located<string>> = matching(
  '^[a-z]{2,8}(?:-[a-z]+)+-[0-9]{1,2}$',
  'a region',
  'a region is written like `eu-west-1`',
);
