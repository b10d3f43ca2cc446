// SPDX-License-Identifier: Apache-2.0
import type { GrantType, TokenType } from '@assay/core/model';
import type { Report } from '../diagnostics/report.ts';
import type { RuleNode } from '../document/policy-document.ts';

/** Tokens a grant never yields, with the reason. */
const NEVER_YIELDS: { readonly [G in GrantType]?: { readonly [T in TokenType]?: string } } = {
  client_credentials: {
    id_token: 'nobody signs in (OpenID Connect Core section 1.2)',
    refresh_token: 'RFC 6749 section 4.4.3',
  },
  implicit: { refresh_token: 'RFC 6749 section 4.2.2' },
};

/** Reports a rule whose grants yield none of its tokens. */
export function reportImpossibleGrants({ id, grants, tokens }: RuleNode, report: Report): void {
  if (!grants || !tokens || grants.length === 0 || tokens.length === 0) return;
  const reasons = grants.flatMap((grant) => tokens.map((token) => NEVER_YIELDS[grant.value]?.[token.value]));
  if (reasons.some((reason) => reason === undefined)) return;
  const [grant, token] = [grants[0]?.value ?? '', tokens[0]?.value ?? ''];
  report(
    'never-matches',
    grants[0]?.span ?? id.span,
    `the rule \`${id.value}\` never holds: the grant \`${grant}\` yields no \`${token}\``,
    reasons[0],
  );
}
