// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import type { Parsed } from '@assay/core/model';
import { FACETS, termOf, type Facet } from '../entry/terms.ts';
import type { Question } from '../store/question.ts';
import { parseTime } from './parse-time.ts';

/** A question in words: of every facet the values of which one has to hold. */
export type Asked = { readonly [F in Facet]?: readonly string[] } & {
  readonly subject?: string;
  readonly since?: string;
  readonly until?: string;
};

/** Facets whose values are few. */
const CHOICES: { readonly [F in Facet]?: readonly string[] } = {
  kind: ['decision', 'loss', 'repeat', 'erasure', 'retention'],
  outcome: ['permit', 'deny'],
  mode: ['enforce', 'observe'],
  governed: ['true', 'false'],
};

/** The question that was asked; `now` in milliseconds since 1970. Where nothing is said of the kind, it is about decisions. */
export function questionOf(asked: Asked, now: number): Parsed<Question> {
  const problems: Problem[] = [];
  const timeOf = (name: 'since' | 'until'): number | undefined => {
    const text = asked[name];
    const time = text === undefined ? undefined : parseTime(text, now);
    if (text !== undefined && time === undefined)
      problems.push({
        path: `/${name}`,
        message: `expected a time (\`24h\`, \`2026-05-21\`, \`2026-05-21T09:00Z\`), and found \`${text}\``,
      });
    return time;
  };
  const since = timeOf('since');
  const until = timeOf('until');
  if (since !== undefined && until !== undefined && since >= until)
    problems.push({ path: '/since', message: '`since` is not before `until`' });
  const facets = Object.keys(FACETS) as readonly Facet[]; // sound: the keys of the table
  const terms = facets.flatMap((facet) => {
    const values = asked[facet] ?? (facet === 'kind' ? ['decision'] : []);
    const choices = CHOICES[facet];
    for (const value of values)
      if (choices !== undefined && !choices.includes(value))
        problems.push({
          path: `/${facet}`,
          message: `expected ${choices.map((name) => `\`${name}\``).join(', ')}, and found \`${value}\``,
        });
    return values.length === 0 ? [] : [values.map((value) => termOf(facet, value))];
  });
  if (problems.length > 0) return { ok: false, problems };
  const { subject } = asked;
  // only a decision has any facet but its kind
  const isOfDecisions = subject !== undefined || terms.length > 1;
  return {
    ok: true,
    value: {
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
      ...(subject !== undefined && { subject }),
      terms: isOfDecisions ? terms.filter(([first]) => first !== termOf('kind', 'decision')) : terms,
    },
  };
}
