// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync } from 'node:zlib';
import { sourceText } from './source-text.ts';

/** JavaScript for a long text: as it is, or compressed and unpacked when it is evaluated, which is for platforms that take little code; then `unpacked` has to be in scope. */
export function textExpression(text: string, isPacked: boolean): string {
  return isPacked ? `unpacked(${sourceText(deflateRawSync(text, { level: 9 }).toString('base64'))})` : sourceText(text);
}

/** What makes `unpacked`. */
export const UNPACKED = `import { inflateRawSync } from 'node:zlib';
const unpacked = (text) => inflateRawSync(Buffer.from(text, 'base64')).toString('utf8');`;
