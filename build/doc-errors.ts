// SPDX-License-Identifier: Apache-2.0
import { load, table } from './page-parts.ts';

type Texts = Readonly<Record<string, string>>;

const rowsOf = (texts: Texts): readonly (readonly string[])[] =>
  Object.entries(texts).map(([code, text]) => [`\`${code}\``, text]);

/** The page of errors and of reasons of refusals. */
export async function errorPage(root: string): Promise<string> {
  const { ERRORS } = await load<{ ERRORS: Texts }>(root, 'shared/src/errors/registry.ts');
  const { REASONS } = await load<{ REASONS: Texts }>(root, 'shared/src/model/decision.ts');
  return `# Errors and reasons

Codes are stable: one is renamed only in a major version. This page is generated from \`shared/src/errors/registry.ts\` and \`shared/src/model/decision.ts\`.

## Errors

A bug, a broken environment, or an input that cannot be used. The command prints them to standard error and exits with 2; as JSON with \`--json\`. A mistake in a policy or a project is a [diagnostic](diagnostics/README.md) instead.

${table(['code', 'when'], rowsOf(ERRORS))}

## Reasons

Why something was refused or withheld: \`reason.code\` of a decision and its record. \`reason.admin\` is a text for operators. Clients see neither: see the READMEs of the adapters, [Auth0](../packages/auth0/README.md#what-a-client-sees) and [Amazon Cognito](../packages/cognito/README.md#what-a-client-sees).

${table(['code', 'when'], rowsOf(REASONS))}
`;
}
