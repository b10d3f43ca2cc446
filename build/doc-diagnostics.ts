// SPDX-License-Identifier: Apache-2.0
import { load, table } from './page-parts.ts';

type Diagnostics = Readonly<Record<string, { readonly severity: string; readonly title: string }>>;

/** The index of the pages of the diagnostics. */
export async function diagnosticIndex(root: string): Promise<string> {
  const { DIAGNOSTICS } = await load<{ DIAGNOSTICS: Diagnostics }>(root, 'packages/policy/src/diagnostic-codes.ts');
  const rows = Object.entries(DIAGNOSTICS).map(([code, { severity, title }]) => [
    `[${code}](${code}.md)`,
    severity,
    title,
  ]);
  return `# Diagnostics

What \`assay check\` can say about a project, in the order in which a project is read. Codes are stable. An error keeps the project from deciding anything; a warning does not.
This page is generated from \`packages/policy/src/diagnostic-codes.ts\`.

${table(['code', 'severity', 'when'], rows)}
`;
}
