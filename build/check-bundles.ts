// SPDX-License-Identifier: Apache-2.0
import { bundle } from './bundle.ts';
import type { Target } from './targets.ts';

/** Every target is within its limit and holds nothing it must not. Says by how much it is over, or which text was found. */
export async function checkBundles(root: string, targets: readonly Target[]): Promise<string[]> {
  const findings: string[] = [];
  for (const target of targets) {
    const text = await bundle(root, target);
    const size = Buffer.byteLength(text);
    if (size > target.limit)
      findings.push(`${target.name}: ${size} bytes, ${size - target.limit} over its limit of ${target.limit}`);
    for (const found of target.forbidden.filter((part) => text.includes(part))) {
      findings.push(`${target.name}: holds \`${found}\`: ...${around(text, text.indexOf(found))}...`);
    }
  }
  return findings;
}

const around = (text: string, index: number): string =>
  text.slice(Math.max(0, index - 40), index + 60).replaceAll('\n', ' ');
