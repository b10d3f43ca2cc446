// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord, DecisionSink } from '@assay/core/log';
import { own } from '@assay/core/model';
import { enforce, type Ports } from '@assay/core/pep';
import type { KeycloakAnswer } from '../answer.ts';
import { keycloak } from '../keycloak.ts';
import type { Needs } from '../needs.ts';
import type { KeycloakSettings } from '../settings.ts';

/** What one ask came to; no record where nothing was decided. */
export interface Answered {
  readonly answer: KeycloakAnswer;
  readonly record?: DecisionRecord;
}

/**
 * Answers the asks of the provider, one at a time or many at once. A provider that does not know what this policy reads is told, and asks again. A preview
 * is decided like any other, and not recorded: nothing is issued on it.
 */
export function createIssuance(
  settings: KeycloakSettings,
  ports: Ports,
  needs: Needs,
): (native: unknown) => Promise<Answered> {
  const adapter = keycloak(settings);
  const bounded = { budgetMs: settings.budgetMs, ...ports };
  const decide = enforce(adapter, bounded);
  const preview = enforce(adapter, { ...bounded, sink: NOWHERE });
  return async (native) => {
    if (own(native, 'needs') !== needs.digest && own(native, 'version') === 1)
      return { answer: { version: 1, decision: 'ask_again', id: '', needs } };
    if (own(native, 'moment') === 'preview') {
      const { answer } = await preview(native);
      return { answer: { version: 1, id: '', ...answer } };
    }
    const { answer, record } = await decide(native);
    return { answer: { version: 1, id: record.id, ...answer }, record };
  };
}

const NOWHERE: DecisionSink = { name: 'none', write: () => {}, flush: async () => {} };
