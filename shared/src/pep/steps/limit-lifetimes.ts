// SPDX-License-Identifier: Apache-2.0
import type { LifetimeLimit, TokenChanges } from '../../model/decision.ts';
import { TOKEN_TYPES, type TokenType } from '../../model/request.ts';
import { change, type Step } from '../settled.ts';

/** Brings each token's limits together: its own and, for an access token, those of the scopes that survived. A limit the baseline keeps anyway is dropped. */
export const limitLifetimes: Step = (settled, { request }) => {
  const tokens: { [T in TokenType]?: TokenChanges } = {};
  for (const token of TOKEN_TYPES) {
    // a PDP may limit the access token by a scope only, and say nothing else of it
    const changes = settled.decision.tokens[token] ?? (request.tokens.includes(token) ? { claims: [] } : undefined);
    if (!changes) continue;
    const ofScopes = token === 'access_token' ? settled.decision.scopes.granted.map((granted) => granted.lifetime) : [];
    const limit = tightest([changes.lifetime, ...ofScopes]);
    const known = request.baseline.lifetimes[token];
    const { lifetime: _, ...rest } = changes;
    tokens[token] =
      limit === undefined || (known !== undefined && known <= limit.seconds) ? rest : { ...rest, lifetime: limit };
  }
  return change(settled, { tokens });
};

function tightest(limits: readonly (LifetimeLimit | undefined)[]): LifetimeLimit | undefined {
  return limits.reduce(
    (best, limit) => (best === undefined || (limit !== undefined && limit.seconds < best.seconds) ? limit : best),
    undefined,
  );
}
