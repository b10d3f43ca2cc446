// SPDX-License-Identifier: Apache-2.0
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Peer } from './peer.ts';
import type { Workload } from './workload.ts';

const ID = 'bench';

/**
 * The same rules under Cedar, parsed once: one question for each scope, which is the action. A forbidding rule that fails is skipped there, so
 * where the risk score is missing more may be granted.
 */
export function createCedarPeer(workload: Workload): Peer {
  const policies = workload.rules.map(({ scope, effect, conjuncts }) => {
    const condition = conjuncts.map(({ cedar }) => `(${cedar})`).join(' && ');
    const word = effect === 'deny' ? 'forbid' : 'permit';
    return `${word}(principal, action == Action::${JSON.stringify(scope)}, resource) when { ${condition} };`;
  });
  const parsed = preparsePolicySet(ID, { staticPolicies: policies.join('\n') });
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed).slice(0, 500));
  return (request, attributes) => {
    if (attributes['iga']?.['status'] !== 'active') return [];
    const context = {
      iga: attributes['iga'],
      risk: attributes['risk'] ?? {},
      app: attributes['app'] ?? {},
      request: request.context.parameters,
      client: request.client.id,
    };
    return request.scopes.filter((scope) => {
      const answer = statefulIsAuthorized({
        principal: { type: 'User', id: request.subject.id },
        action: { type: 'Action', id: scope },
        resource: { type: 'Api', id: 'bench' },
        context: context as Parameters<typeof statefulIsAuthorized>[0]['context'], // sound: JSON without null
        preparsedPolicySetId: ID,
        entities: [],
      });
      return answer.type === 'success' && answer.response.decision === 'allow';
    });
  };
}
