// SPDX-License-Identifier: Apache-2.0
export { examine, type Meant } from './examine.ts';
export { answersOfExport, parseRealmState } from '../realm/parse-realm-state.ts';
export { missingProviders } from '../realm/missing-providers.ts';
export type { RealmAnswers, RealmState } from '../realm/facts.ts';
export { GRANTS } from './grants.ts';
