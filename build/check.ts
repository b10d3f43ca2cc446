// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkBundles } from './check-bundles.ts';
import { checkDocs } from './check-docs.ts';
import { checkExports } from './check-exports.ts';
import { checkGenerated } from './check-generated.ts';
import { checkImports } from './check-imports.ts';
import { checkLayout } from './check-layout.ts';
import { checkLockfile } from './check-lockfile.ts';
import { checkShared } from './check-shared.ts';
import { format } from './format.ts';
import { GENERATORS } from './generators.ts';
import type { Check } from './repository.ts';
import { TARGETS } from './targets.ts';

/** Each check under the claim it proves. */
const CHECKS: Readonly<Record<string, Check>> = {
  'imports follow the arrows between packages and layers': checkImports,
  'the core names no identity provider and depends on nothing': checkShared,
  'exports and files agree': checkExports,
  'the top level holds what it should': checkLayout,
  'the lockfile is complete and names no host': checkLockfile,
  'generated files are what their sources make': (root) => checkGenerated(root, GENERATORS, format),
  'bundles are within their limits and hold nothing they must not': (root) => checkBundles(root, TARGETS),
  'links in the documentation lead somewhere': checkDocs,
};

/** A check that cannot be carried out has failed. */
async function findingsOf(check: Check): Promise<string[]> {
  try {
    return await check(root);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

const root = join(import.meta.dirname, '..');
let failed = 0;
for (const [claim, check] of Object.entries(CHECKS)) {
  const findings = await findingsOf(check);
  console.log(`${findings.length === 0 ? 'ok  ' : 'FAIL'}  ${claim}`);
  for (const finding of findings) console.log(`      ${finding}`);
  if (findings.length > 0) failed += 1;
}

const counts = process.env['ASSAY_TEST_COUNTS'];
if (counts !== undefined && counts !== '') {
  mkdirSync(counts, { recursive: true });
  const passed = Object.keys(CHECKS).length - failed;
  writeFileSync(join(counts, 'checks.json'), `${JSON.stringify({ name: 'checks', passed, failed })}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;
