// SPDX-License-Identifier: Apache-2.0
// The SAM template `assay build` writes, deployed with the SAM CLI: the pool it makes for trying out asks the function it makes.
import { join } from 'node:path';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { buildCognito } from './artefact.ts';
import { issued, recorded } from './as-recorded.ts';
import { furnishPool, MACHINE_SCOPES, USER_SCOPES, type Pool } from './pool.ts';
import { initProject, switchOff, writeProject } from './project.ts';
import { samDeploy, withoutMetricMath } from './sam-deploy.ts';
import { clientCredentials, signIn } from './sign-in.ts';
import { openStage, type Stage } from './stage.ts';
import { textAt } from './text-at.ts';
import { scopesOf } from './tokens.ts';

const emulator = installPythonPart(PARTS.ministack);
const sam = installPythonPart(PARTS.samCli);
for (const part of [emulator, sam])
  if (!part.ok) process.stderr.write(`the end-to-end test of the SAM stack is skipped: it ${part.why}\n`);

const STACK = 'assay-orders';

(emulator.ok && sam.ok ? describe : describe.skip)('a stack of the SAM template', () => {
  let stage: Stage;
  let project: string;
  let pool: Pool;

  beforeAll(async () => {
    if (!emulator.ok) return;
    stage = await openStage(emulator.command);
    project = join(stage.folder, 'project');
  });
  afterAll(() => stage?.close()); // not there where it did not start
  beforeEach(() => stage.forgetRecords());

  /** Builds the project and deploys what was built. */
  const deployed = async (build: string): Promise<string> => {
    const { folder } = await buildCognito(project, join(stage.folder, build));
    // the emulator creates no alarm of several metrics, and would refuse the stack
    expect(withoutMetricMath(folder)).toEqual(['DenialRateAlarm', 'UnexpectedErrorsAlarm']);
    const command = sam.ok ? sam.command : '';
    return samDeploy({ command, folder, stack: STACK, url: stage.emulator.url, home: stage.folder });
  };

  test('is created, with a pool whose trigger is the function, in version 3', async () => {
    await initProject(project);
    const said = await deployed('first');
    expect(said).toContain(`Successfully created/updated stack - ${STACK}`);
    const id = /^Key +TrialUserPoolId\s+^Description.*\s+^Value +(\S+)/m.exec(said)?.[1] ?? '';
    const described = await stage.emulator.cognito('DescribeUserPool', { UserPoolId: id });
    const arn = textAt(described, 'UserPool', 'LambdaConfig', 'PreTokenGenerationConfig', 'LambdaArn');
    expect(said.replaceAll(/\s/g, '')).toContain(arn);
    expect(described).toMatchObject({
      UserPool: { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V3_0' } } },
    });
    pool = await furnishPool(stage.emulator, id);
  });

  test('decides by the policy that is deployed, and by another one after the next deployment', async () => {
    const { emulator: aws, records, readerOf, forgetRecords, folder } = stage;
    const tokensOf = readerOf(pool.id);
    project = join(folder, 'project-of-the-pool');
    await writeProject(project, pool);
    await deployed('second');
    const tokens = await tokensOf(await signIn(aws, pool.web, pool.reader, USER_SCOPES));
    expect(scopesOf(tokens.access)).toEqual(['openid', 'orders/read']);
    expect(records().map((record) => issued(tokens, record))).toEqual(records().map(recorded));
    const machine = await tokensOf(await clientCredentials(aws, pool.job, MACHINE_SCOPES));
    expect(scopesOf(machine.access)).toEqual(['orders/read']);

    switchOff(project, pool.web);
    await deployed('third');
    forgetRecords();
    expect((await signIn(aws, pool.web, pool.reader, USER_SCOPES)).status).toBe(500); // AWS: an OAuth error
    expect(stage.onlyRecord()).toMatchObject({ outcome: 'deny', effect: 'refused', error: 'access_denied' });
  });
});
