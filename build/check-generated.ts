// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generate, type Format } from './generate.ts';
import type { Generator } from './generators.ts';
import { read } from './repository.ts';

/** Every generated file is what its generator makes from today's sources. */
export async function checkGenerated(
  root: string,
  generators: readonly Generator[],
  format: Format,
): Promise<string[]> {
  const findings: string[] = [];
  for (const generator of generators) {
    for (const [path, text] of await generate(root, generator, format)) {
      const committed = existsSync(join(root, path)) ? read(root, path) : '';
      if (committed !== text)
        findings.push(
          `${path}:${firstDifference(committed, text)}: is not what \`${generator.name}\` makes; run \`npm run generate\``,
        );
    }
  }
  return findings;
}

function firstDifference(committed: string, text: string): number {
  const lines = text.split('\n');
  const index = committed.split('\n').findIndex((line, at) => line !== lines[at]);
  return index === -1 ? committed.split('\n').length : index + 1;
}
