// SPDX-License-Identifier: Apache-2.0
import type { CompiledProject } from '../compiled-project.ts';
import { examineTenant, parseExport, type ExpectedAction } from '@assay/auth0/doctor';
import { buildArtefact } from '../artefact/build-artefact.ts';
import { configuredTarget } from '../decide-event.ts';
import { Failure } from '../failure.ts';
import type { Doctor } from './doctor.ts';
import { readTenant } from './read-tenant.ts';

/** A tenant, from an export of the Deploy CLI. */
export const doctorAuth0: Doctor = async ({ from, project }, io) => {
  const [folder, second] = from;
  if (folder === undefined || second !== undefined)
    throw new Failure('ERR_USAGE', 'expected one export of a tenant with `--from`', { subject: second ?? '' });
  const facts = parseExport(readTenant(folder, io));
  if (!facts.ok) throw new Failure('ERR_FILE_READ', 'not what was expected', { problems: facts.problems });
  return examineTenant(facts.value, project && (await expectedOf(project)));
};

/** What the project makes for each trigger of Auth0. */
async function expectedOf(deciding: CompiledProject): Promise<readonly ExpectedAction[]> {
  const targets = deciding.project.targets.map(({ name }) => name.value).filter((name) => name.startsWith('auth0/'));
  const expected: ExpectedAction[] = [];
  for (const target of targets) {
    const { recipe } = configuredTarget(deciding.project, target);
    const { files, secrets } = await buildArtefact(deciding, target, recipe);
    const code = files.find(({ path }) => path === 'code.js')?.content ?? '';
    const text = typeof code === 'string' ? code : new TextDecoder().decode(code);
    expected.push({ target, digest: deciding.compiled.digest, code: text, secrets });
  }
  return expected;
}
