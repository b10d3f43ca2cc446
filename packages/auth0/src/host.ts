// SPDX-License-Identifier: Apache-2.0
import type { DecisionSink } from '@assay/core/log';
import { own } from '@assay/core/model';
import type { Ports } from '@assay/core/pep';
import type { SourceBinding } from '@assay/core/pip';
import { createCache, type SourceCache } from './cache.ts';

/** What an execution gives to sources. */
export interface Platform {
  /** A secret of the Action by its name; undefined where it has none of that name. */
  readonly secrets: (name: string) => string | undefined;
  readonly cache: SourceCache;
}

/** What an Action is built with. Secrets and the cache belong to an execution, so the sources are made for each. */
export interface Host extends Omit<Ports, 'sources' | 'sink' | 'budgetMs'> {
  readonly sources: (platform: Platform) => readonly SourceBinding[];
  /** Made for each execution, for a secret may be needed to write; the console, where absent. */
  readonly sink?: (platform: Platform) => DecisionSink;
}

/** What the Deploy CLI leaves for a secret nobody gave it: a text anybody knows. */
const PLACEHOLDER = /^(##|@@)[A-Z0-9_]+\1$/;

/** What one execution offers beside its event. A secret that is empty, or still its own placeholder, is none. */
export function platformOf(event: unknown, api: unknown): Platform {
  const secrets = own(event, 'secrets');
  return {
    secrets: (name) => {
      const value = own(secrets, name);
      return typeof value === 'string' && value !== '' && !PLACEHOLDER.test(value) ? value : undefined;
    },
    cache: createCache(api),
  };
}
