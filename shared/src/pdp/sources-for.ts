// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest } from '../model/request.ts';
import { governedTargets } from './governance.ts';
import type { Candidates } from './rules/candidates.ts';
import type { Runtime } from './runtime.ts';

/** The sources that rules about this request may read: nothing else is asked for. In the order first met. Never throws. */
export function sourcesFor(runtime: Runtime, request: IssuanceRequest): readonly string[] {
  const names: string[] = [];
  const add = (rules: Candidates | undefined): void => {
    if (rules === undefined || names.length === runtime.sources.length) return;
    for (const name of rules.sources) if (!names.includes(name)) names.push(name);
  };
  try {
    for (const target of governedTargets(runtime.table.governance, request)) {
      const index = runtime.indexOf(target, request.client.id);
      for (const token of request.tokens) {
        const { gate, claims, lifetime } = index.token(token);
        add(gate(request.grant).rules);
        for (const { rules } of claims) add(rules);
        add(lifetime);
      }
      for (const scope of request.scopes)
        if (names.length < runtime.sources.length) add(index.scope(scope) ?? index.patterns.match(scope)?.rules);
      if (request.baseline.groups.length > 0) add(index.groups);
      if (request.baseline.roles.length > 0) add(index.roles);
      for (const detail of request.authorizationDetails) add(index.detail(detail.type));
    }
  } catch {
    // the decision of such a request is a denial, whatever the sources say
  }
  return names;
}
