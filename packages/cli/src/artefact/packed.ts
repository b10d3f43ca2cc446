// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync } from 'node:zlib';
import { sourceText } from './source-text.ts';

/** JavaScript for a long text: as it is, or compressed and unpacked when it is first needed, which is for platforms that take little code. */
export function textExpression(
  text: string,
  isPacked: boolean,
): { readonly imports: string; readonly expression: string } {
  if (!isPacked) return { imports: '', expression: sourceText(text) };
  const packed = deflateRawSync(text, { level: 9 }).toString('base64');
  return {
    imports: `import { inflateRawSync } from 'node:zlib';`,
    expression: `inflateRawSync(Buffer.from(${sourceText(packed)}, 'base64')).toString('utf8')`,
  };
}
