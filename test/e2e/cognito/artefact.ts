// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { ROOT } from '../../docs/pages.ts';
import { runAssay } from '../../docs/run.ts';

/** What `assay build` wrote. */
export interface CognitoArtefact {
  /** All of it. */
  readonly folder: string;
  /** What Lambda is given. */
  readonly zip: string;
  /** What is in that, as Lambda unpacks it: the folder of `index.handler`. */
  readonly code: string;
  /** Their names, sorted. */
  readonly files: readonly string[];
}

/** Builds the project in `project` into `folder`, by the command, and unpacks the zip. */
export async function buildCognito(project: string, folder: string): Promise<CognitoArtefact> {
  const args = ['build', '--target', 'cognito/pre-token-generation', '--project', project, '--out', folder];
  const { code: ended, out, err } = await runAssay(args, ROOT);
  if (ended !== 0) throw new Error(`assay build ended with ${ended}: ${out}${err}`);
  const zip = join(folder, 'function.zip');
  const code = `${folder}-unpacked`;
  const files = Object.entries(unzipSync(readFileSync(zip)));
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(code, name)), { recursive: true });
    writeFileSync(join(code, name), bytes);
  }
  return { folder, zip, code, files: files.map(([name]) => name).sort() };
}
