// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, TokenType } from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { MapEntry } from '../document/shape-collections.ts';
import type { Fields } from '../document/shape-record.ts';
import { OF_DENIALS, OF_PERMITS, type ExpectationFields, type WhyFields } from './expectation-shape.ts';
import { reportUnknown } from './read-answers.ts';
import type { ByToken, Expected, ExpectedWhy } from './test-case.ts';
import type { TestContext } from './test-context.ts';

/** What an expectation says; `requested` are the scopes of all cases it is about. Names nothing is known by are reported. */
export function readExpectation(
  { fields, keys }: Fields<ExpectationFields>,
  requested: ReadonlySet<string>,
  context: TestContext,
  report: Report,
): Expected {
  const outcome = fields.outcome?.value ?? 'permit';
  for (const key of outcome === 'permit' ? OF_DENIALS : OF_PERMITS) {
    const place = keys.get(key);
    if (place !== undefined)
      report('misplaced-key', place, `${quote(key)} has no meaning where the outcome is \`${outcome}\``);
  }
  const scopes = [...(fields.scopes ?? []), ...(fields.withheld ?? []).map(({ key }) => key)];
  for (const { value, span } of scopes) {
    if (requested.has(value)) continue;
    report('unknown-name', span, `the scope ${quote(value)} is not requested`, didYouMean(value, requested));
  }
  const rule = (named: Located<string> | undefined): string | undefined => ruleOf(named, context, report);
  const why = ({ rule: named, reason }: WhyFields): ExpectedWhy => ({
    ...given('rule', rule(named)),
    ...given('reason', reason?.value),
  });
  return {
    outcome,
    ...given('error', fields.error?.value),
    ...why(fields),
    ...given(
      'gates',
      byToken(fields.gates, (gate) => rule(gate) ?? gate.value),
    ),
    scopes: valuesOf(fields.scopes) ?? [],
    ...given(
      'withheld',
      fields.withheld && Object.fromEntries(fields.withheld.map(({ key, value }) => [key.value, why(value.fields)])),
    ),
    ...given(
      'claims',
      byToken(fields.claims, ({ value }) => value),
    ),
    ...given(
      'removedClaims',
      byToken(fields.removed_claims, (claims) => claims.map(({ value }) => value)),
    ),
    ...given('groups', valuesOf(fields.groups)),
    ...given('roles', valuesOf(fields.roles)),
    ...given('audiences', valuesOf(fields.audiences)),
    ...given(
      'authorizationDetails',
      fields.authorization_details?.map(({ value }) => value),
    ),
    ...given(
      'withheldDetails',
      fields.withheld_details?.map(({ fields: detail }) => ({ ...given('type', detail.type?.value), ...why(detail) })),
    ),
    ...given(
      'obligations',
      fields.obligations?.map(({ fields: { type, properties, about, rule: by, met } }) => ({
        ...given('type', type?.value),
        ...given('properties', properties?.value),
        ...given('about', about?.value),
        ...given('rule', rule(by)),
        ...given('met', met?.value),
      })),
    ),
    ...given(
      'lifetimes',
      byToken(fields.lifetimes, ({ value }) => value),
    ),
    ...given('record', fields.record?.value),
    ...given('wholeRecord', fields.whole_record?.value),
  };
}

/** Whether a part of the expectation is about the frozen inputs, which cost time to write down. */
export function readsInputs({
  record,
  wholeRecord,
}: {
  readonly record?: JsonObject;
  readonly wholeRecord?: JsonObject;
}): boolean {
  return wholeRecord !== undefined || (record !== undefined && Object.hasOwn(record, 'inputs'));
}

function ruleOf(named: Located<string> | undefined, { rules }: TestContext, report: Report): string | undefined {
  if (named !== undefined && !rules.has(named.value))
    reportUnknown(named.value, named.span, 'rule', [...rules], report);
  return named?.value;
}

function byToken<T, U>(entries: readonly MapEntry<T>[] | undefined, read: (value: T) => U): ByToken<U> | undefined {
  if (entries === undefined) return undefined;
  const found: { [K in TokenType]?: U } = {};
  for (const { key, value } of entries) found[key.value as TokenType] = read(value); // sound: the shape accepts nothing else
  return found;
}

function valuesOf(list: readonly Located<string>[] | undefined): readonly string[] | undefined {
  return list?.map(({ value }) => value);
}

/** The member, or nothing at all where there is no value. */
export function given<N extends string, T>(name: N, value: T | undefined): { readonly [K in N]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in N]?: T }; // sound: the computed member is N
}
