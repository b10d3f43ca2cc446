// SPDX-License-Identifier: Apache-2.0
import type { CompiledProject } from '../compiled-project.ts';
import { createHash } from 'node:crypto';
import { parseSettings } from '@assay/cognito';
import { examineUserPool, parseOutputs, type AwsOutput, type ExpectedFunction } from '@assay/cognito/doctor';
import { buildArtefact } from '../artefact/build-artefact.ts';
import { configuredTarget } from '../decide-event.ts';
import { Failure } from '../failure.ts';
import type { Doctor } from './doctor.ts';
import { readJson, subjectOf, type Reading } from '../read-json.ts';

const TARGET = 'cognito/pre-token-generation';

/** A list of functions is the longest of what it reads. */
const OUTPUT: Reading = { maxSize: 8 * 1024 * 1024, tooLarge: 'ERR_FILE_READ', noJson: 'ERR_FILE_READ' };

/** A user pool, from outputs of the AWS command line. */
export const doctorCognito: Doctor = async ({ from, project }, io) => {
  const outputs: AwsOutput[] = [];
  for (const name of from) outputs.push({ file: subjectOf(name), value: await readJson(name, io, OUTPUT) });
  const facts = parseOutputs(outputs);
  if (!facts.ok) {
    const help = 'see `assay doctor --help` for the commands whose outputs it reads';
    throw new Failure('ERR_FILE_READ', 'not what was expected', { problems: facts.problems, help });
  }
  return examineUserPool(facts.value, project && (await expectedOf(project)));
};

/** What the project makes; undefined where the target is not one of its. */
async function expectedOf(deciding: CompiledProject): Promise<ExpectedFunction | undefined> {
  const target = deciding.project.targets.find(({ name }) => name.value === TARGET);
  const settings = target && parseSettings(target.settings);
  if (!settings?.ok) return undefined;
  const { files, secrets } = await buildArtefact(deciding, TARGET, configuredTarget(deciding.project, TARGET).recipe);
  const zip = files.find(({ path }) => path === 'function.zip')?.content ?? '';
  const codeSha256 = createHash('sha256').update(zip).digest('base64');
  return { settings: settings.value, digest: deciding.compiled.digest, codeSha256, secrets };
}
