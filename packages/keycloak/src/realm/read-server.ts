// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import type { ServerFacts } from './facts.ts';

/**
 * Reads `serverinfo`; undefined where it tells nothing of providers, as it does to somebody who may not see it. What it does not tell of one kind counts
 * as none of it.
 */
export function readServer(value: unknown): ServerFacts | undefined {
  const providers = own(value, 'providers');
  if (!isObject(providers)) return undefined;
  const version = own(own(value, 'systemInfo'), 'version');
  const idsOf = (spi: string): ReadonlySet<string> => {
    const found = own(own(providers, spi), 'providers');
    return new Set(isObject(found) ? Object.keys(found) : []);
  };
  return {
    ...(typeof version === 'string' && { version }),
    executors: idsOf('client-policy-executor'),
    mappers: idsOf('protocol-mapper'),
    listeners: idsOf('eventsListener'),
    postProcessors: idsOf('token-interceptor'),
    features: featuresOf(own(value, 'features')),
  };
}

function featuresOf(features: unknown): ReadonlyMap<string, boolean> {
  if (!Array.isArray(features)) return new Map();
  return new Map(
    features.flatMap((feature: unknown) => {
      const name = own(feature, 'name');
      return typeof name === 'string' ? [[name, own(feature, 'enabled') === true] as const] : [];
    }),
  );
}
