// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, outOfBounds, type Parsed, type TokenType } from '@assay/core/model';
import {
  readClients,
  readDuration,
  readFlag,
  readLifetimes,
  refuseUnknown,
  type ClientSettings,
} from '@assay/core/pep';

/** `targets: keycloak/issuance:` of the project file. */
export interface KeycloakSettings {
  /** What tokens are for that have no audience of their own, as policies name it; absent: the realm's issuer. */
  readonly audience?: string;
  /** Audiences of Keycloak itself: no target of a policy, and left as they are. */
  readonly ownAudiences: readonly string[];
  /** By client id; a client that is not listed is a first party's, unless it registered itself or has to ask for consent. */
  readonly clients: ReadonlyMap<string, ClientSettings>;
  /** Seconds, as configured in the realm: what a `max` of a policy is compared with when it is checked. Events tell their own. */
  readonly lifetimes: { readonly [T in TokenType]?: number };
  /** User attributes that are lists whatever they hold; of any other a policy sees the value itself where there is one. */
  readonly listAttributes: readonly string[];
  /** Whether SAML clients are under the gate: whether a policy is checked against what an assertion cannot do. */
  readonly hasSaml: boolean;
  /** What an attempt may take, in milliseconds. */
  readonly budgetMs: number;
}

export const DEFAULT_SETTINGS: KeycloakSettings = {
  ownAudiences: ['account'],
  clients: new Map(),
  lifetimes: {},
  listAttributes: [],
  hasSaml: false,
  budgetMs: 250,
};

const KNOWN = ['audience', 'own_audiences', 'clients', 'lifetimes', 'list_attributes', 'saml', 'budget'];

/** The provider waits 300 ms unless it is told otherwise, and nobody a login waits for takes longer than this. */
const LONGEST_BUDGET_MS = 5_000;

/** Reads the settings of the target. Paths of problems begin at the target. */
export function parseSettings(value: unknown): Parsed<KeycloakSettings> {
  const outside = outOfBounds(value);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const f = fieldsOf(value, '', problems);
  refuseUnknown(value, '', KNOWN, problems);
  const audience = f.textOr('audience', undefined);
  const budgetMs = readDuration(value, 'budget', DEFAULT_SETTINGS.budgetMs, '', problems);
  if (budgetMs < 10 || budgetMs > LONGEST_BUDGET_MS)
    problems.push({ path: '/budget', message: `expected a duration from 10ms to ${LONGEST_BUDGET_MS}ms` });
  const settings: KeycloakSettings = {
    ...(audience === undefined ? {} : { audience }),
    ownAudiences: f.textsOr('own_audiences', DEFAULT_SETTINGS.ownAudiences),
    clients: readClients(f.objectOr('clients', {}), problems, { known: [], read: () => ({}) }),
    lifetimes: readLifetimes(f.objectOr('lifetimes', {}), problems),
    listAttributes: f.textsOr('list_attributes', []),
    hasSaml: readFlag(value, 'saml', false, '', problems),
    budgetMs,
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: settings };
}
