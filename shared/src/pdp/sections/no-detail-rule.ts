// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '../../model/decision.ts';

/** Why an authorization detail is withheld of whose type no rule speaks; the same where the runtime was built without what decides any. */
export const NO_DETAIL_RULE: Reason = { code: 'no_rule', admin: 'no rule speaks of this type of authorization detail' };
