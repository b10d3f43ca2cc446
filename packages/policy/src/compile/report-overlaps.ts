// SPDX-License-Identifier: Apache-2.0
import type { DynamicScope } from '@assay/core/pdp';
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { PolicyDocument } from '../document/policy-document.ts';
import { areDisjoint } from './disjoint.ts';
import { scopeNameOf, type ScopeForms } from './scope-forms.ts';
import { bySpecificity } from './scope-order.ts';
import { outlineOf, overlap, type Outline } from './scope-overlap.ts';

/** A dynamic scope, and every place it is written at. */
interface Written extends Omit<DynamicScope, 'rules'> {
  readonly outline: Outline;
  readonly places: { readonly policy: PolicyDocument; readonly name: Located<string> }[];
}

/** Reports dynamic scopes that the same scope can match, at the one that then does not decide. */
export function reportOverlaps(policies: readonly PolicyDocument[], forms: ScopeForms, report: Report): void {
  const found = new Map<string, Written>();
  for (const policy of policies) {
    for (const { name } of policy.scopes) {
      const pattern = forms.get(name.value)?.pattern ?? name.value;
      const { parts, types } = scopeNameOf(pattern);
      if (parts.length === 1) continue;
      const known = found.get(pattern);
      if (known) known.places.push({ policy, name });
      else
        found.set(pattern, { pattern, parts, types, outline: outlineOf({ parts, types }), places: [{ policy, name }] });
    }
  }
  // only patterns with the same separators can match the same scope
  for (const alike of Map.groupBy([...found.values()], ({ outline }) => outline.separators).values()) {
    const sorted = alike.toSorted(bySpecificity);
    sorted.forEach((winner, i) => {
      for (const other of sorted.slice(i + 1)) reportPair(winner, other, report);
    });
  }
}

function reportPair(winner: Written, other: Written, report: Report): void {
  if (!overlap(winner.outline, other.outline)) return;
  const place = other.places.find(({ policy }) => winner.places.some((at) => !areDisjoint(policy, at.policy)));
  if (place === undefined) return;
  report(
    'overlapping-scopes',
    place.name.span,
    `the scopes ${quote(winner.pattern)} and ${quote(other.pattern)} can be the same one: then the rules of ${quote(winner.pattern)} decide, and no others`,
    `write what is to hold for both under ${quote(winner.pattern)} too, or make the names differ`,
  );
}
