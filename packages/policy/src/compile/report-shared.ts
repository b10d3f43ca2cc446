// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { PolicyDocument, RuleNode } from '../document/policy-document.ts';
import { areDisjoint } from './disjoint.ts';
import type { ScopeForms } from './scope-forms.ts';

/** Something a policy gives: what it is called in a message, and where it is given first. */
interface Given {
  readonly key: string;
  readonly what: string;
  readonly place: Located<string>;
}

/**
 * Reports what two policies give: a scope that both permit, a claim that both set, a token that the gates of both let exist. What only takes
 * away, a denial say, may stand in as many as there are.
 */
export function reportShared(policies: readonly PolicyDocument[], forms: ScopeForms, report: Report): void {
  const before = new Map<string, PolicyDocument[]>();
  for (const policy of policies) {
    for (const { key, what, place } of givenBy(policy, forms)) {
      const others = before.get(key) ?? [];
      const other = others.find((candidate) => !areDisjoint(candidate, policy));
      if (other && other !== policy)
        report(
          'policies-overlap',
          place.span,
          `${quote(policy.file)} and ${quote(other.file)} both ${what}`,
          'leave it to one of them, or let them apply to different audiences or clients',
        );
      before.set(key, others.includes(policy) ? others : [...others, policy]);
    }
  }
}

function givenBy(policy: PolicyDocument, forms: ScopeForms): readonly Given[] {
  const gives = ({ permit, value }: RuleNode): boolean => permit !== undefined || value !== undefined;
  const gate = policy.gates.find(gives);
  return [
    ...(gate ? [{ key: 'gates', what: 'let a token exist for the same audience', place: gate.id }] : []),
    ...policy.scopes
      .filter(({ rules }) => rules.some(gives))
      .map(({ name }) => ({
        key: `scope ${forms.get(name.value)?.pattern ?? name.value}`,
        what: `permit the scope ${quote(name.value)}`,
        place: name,
      })),
    ...policy.claims
      .filter(({ rules }) => rules.some(gives))
      .map(({ name }) => ({
        key: `claim ${name.value}`,
        what: `set the claim ${quote(name.value)}: the first that holds does`,
        place: name,
      })),
    ...policy.authorizationDetails
      .filter(({ rules }) => rules.some(gives))
      .map(({ name }) => ({
        key: `detail ${name.value}`,
        what: `permit the authorization detail ${quote(name.value)}`,
        place: name,
      })),
  ];
}
