// SPDX-License-Identifier: Apache-2.0
import { read } from './repository.ts';

const POLICY = 'examples/quickstart/policies/payments.yaml';

/** Parts of the quickstart's policy: from the line that begins with `from` to before the line that begins with `to`. */
const EXCERPTS = [
  { from: 'variables:', to: '# May this token exist' },
  { from: '# What may it do?', to: '  payments/approve:' },
] as const;

/** The part of the quickstart's policy the README shows. */
export function policyExcerpt(root: string): string {
  const lines = read(root, POLICY).split('\n');
  const lineOf = (start: string): number => {
    const index = lines.findIndex((line) => line.startsWith(start));
    if (index === -1) throw new Error(`${POLICY}: no line begins with \`${start}\``);
    return index;
  };
  const parts = EXCERPTS.map(({ from, to }) => lines.slice(lineOf(from), lineOf(to)).join('\n').trim());
  return `\`\`\`yaml\n${parts.join('\n\n')}\n\`\`\``;
}

/** A whole source of an example, as a block of `language`; without the lines for licence and type checker. */
export function fileExcerpt(root: string, path: string, language: string): string {
  const lines = read(root, path).split('\n');
  const first = lines.findIndex((line) => !/^\/\/ (SPDX-|@ts-check)/.test(line));
  return `\`\`\`${language}\n${lines.slice(first).join('\n').trim()}\n\`\`\``;
}
