// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest } from '../model/request.ts';
import { governedTargets } from './governance.ts';
import type { ByClient } from './rules/candidates.ts';
import type { Runtime } from './runtime.ts';

/** The sources that rules about this request may read: nothing else is asked for. In the order first met. */
export function sourcesFor(runtime: Runtime, request: IssuanceRequest): readonly string[] {
  const names: string[] = [];
  const add = (rules: ByClient | undefined): void => {
    if (rules) for (const name of rules.candidates(request.client.id).sources) if (!names.includes(name)) names.push(name);
  };
  for (const target of governedTargets(runtime.table.governance, request)) {
    const index = runtime.indexOf(target);
    for (const token of request.tokens) add(index.gate(token, request.grant));
    for (const scope of request.scopes) add(index.scopes.get(scope) ?? index.patterns.match(scope)?.rules);
    for (const detail of request.authorizationDetails) add(index.details.get(detail.type));
    for (const claim of index.claims.values()) add(claim);
    add(index.lifetime);
  }
  return names;
}
