// SPDX-License-Identifier: Apache-2.0
import { Environment } from '@marcbachmann/cel-js';
import type { Attributes, IssuanceRequest } from '@assay/core/model';
import type { Workload } from './workload.ts';

/** The same rules under @marcbachmann/cel-js: expressions parsed once, rules found by scope, denials first, errors never grant. Returns the granted scopes. */
export function createPeer(
  workload: Workload,
): (request: IssuanceRequest, attributes: Attributes) => readonly string[] {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const rules = new Map<
    string,
    { readonly effect: string; readonly test: (context: object) => boolean | undefined }[]
  >();
  for (const rule of workload.rules) {
    const parsed = environment.parse(rule.conjuncts.map(({ cel }) => cel).join(' && '));
    const test = (context: object): boolean | undefined => {
      try {
        return parsed(context) === true;
      } catch {
        return undefined;
      }
    };
    rules.set(rule.scope, [...(rules.get(rule.scope) ?? []), { effect: rule.effect, test }]);
  }
  const sorted = new Map(
    [...rules].map(([scope, all]) => [
      scope,
      {
        denials: all.filter(({ effect }) => effect === 'deny'),
        permits: all.filter(({ effect }) => effect === 'permit'),
      },
    ]),
  );
  return (request, attributes) => {
    if (attributes['iga']?.['status'] !== 'active') return [];
    const context = {
      iga: attributes['iga'],
      risk: attributes['risk'],
      app: attributes['app'],
      client: request.client,
      request: request.context.parameters,
    };
    return request.scopes.filter((scope) => {
      const found = sorted.get(scope);
      if (!found || found.denials.some(({ test }) => test(context) !== false)) return false;
      return found.permits.some(({ test }) => test(context) === true);
    });
  };
}
