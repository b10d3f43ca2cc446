// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { own } from '@assay/core/model';
import { ROOT } from '../../docs/pages.ts';
import { runAssay } from '../../docs/run.ts';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { deploy } from './deploy.ts';
import { attach, createPool, type LambdaVersion, type Pool } from './pool.ts';
import { writeProject } from './project.ts';
import { openStage, type Stage } from './stage.ts';

const part = installPythonPart(PARTS.ministack);
if (!part.ok) process.stderr.write(`the end-to-end test of \`assay doctor\` is skipped: it ${part.why}\n`);

(part.ok ? describe : describe.skip)('assay doctor reads what the API of a user pool answers', () => {
  let stage: Stage;
  let pool: Pool;
  let arn: string;

  beforeAll(async () => {
    if (!part.ok) return;
    stage = await openStage(part.command);
    pool = await createPool(stage.emulator);
    await writeProject(join(stage.folder, 'project'), pool);
    arn = await deploy(stage.emulator, {
      name: 'decides',
      project: join(stage.folder, 'project'),
      folder: stage.folder,
    });
  });
  afterAll(() => stage?.close()); // not there where it did not start

  /** What `aws` prints: the answers of the API, the clients as one list. */
  async function outputs(): Promise<readonly string[]> {
    const { emulator, folder } = stage;
    const of = { UserPoolId: pool.id };
    const clients = await emulator.cognito('ListUserPoolClients', { ...of, MaxResults: 60 });
    const ids = [own(clients, 'UserPoolClients')].flat().map((client) => own(client, 'ClientId'));
    const lambda = await fetch(`${emulator.url}/2015-03-31/functions/decides`);
    const all = {
      pool: await emulator.cognito('DescribeUserPool', of),
      clients,
      each: await Promise.all(ids.map((ClientId) => emulator.cognito('DescribeUserPoolClient', { ...of, ClientId }))),
      function: await lambda.json(),
    };
    return Object.entries(all).map(([name, value]) => {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
      return join(folder, `${name}.json`);
    });
  }

  test.each<[LambdaVersion, string, number, readonly string[]]>([
    ['V3_0', 'asks', 0, []],
    ['V2_0', 'passes_by', 1, ['event-version-differs', 'grant-passes-by', 'grant-passes-by']],
    ['V1_0', 'passes_by', 1, ['event-version-differs', 'grant-passes-by', 'grant-passes-by']],
  ])('bound with %s: machine tokens %s', async (version, machines, exits, codes) => {
    await attach(stage.emulator, pool, arn, version);
    const project = ['--project', join(stage.folder, 'project')];
    const args = ['doctor', '--idp', 'cognito', '--from', ...(await outputs()), ...project, '--json'];
    const { code, out, err } = await runAssay(args, ROOT);
    expect(err).toBe('');
    const report = JSON.parse(out) as Report; // sound: what doctor prints
    const reach = Object.fromEntries(
      report.coverage.clients.map(({ client, cells }) => [
        client.replace(/ \(.*/, ''),
        Object.keys(cells).flatMap((grant) =>
          cells[grant]?.reach === 'not_allowed' ? [] : `${grant} ${cells[grant]?.reach}`,
        ),
      ]),
    );
    const ofUsers = ['authorization_code asks', 'sign_in asks', 'refresh_token asks'];
    expect({
      code,
      artefacts: report.artefacts.map(({ name, isBound, code: compared }) => [name, isBound, compared]),
      codes: report.findings.filter(({ severity }) => severity === 'error').map((finding) => finding.code),
      web: reach['orders web'],
      job: reach['orders job']?.filter((cell) => cell.startsWith('client_credentials')),
    }).toEqual({
      code: exits,
      artefacts: [[arn, true, 'same']],
      codes,
      web: ofUsers,
      job: [`client_credentials ${machines}`],
    });
    expect(out).not.toContain(pool.job.secret);
  });
});

interface Report {
  readonly artefacts: readonly { readonly name: string; readonly isBound: boolean; readonly code: string }[];
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
  readonly coverage: {
    readonly clients: readonly {
      readonly client: string;
      readonly cells: Readonly<Record<string, { readonly reach: string }>>;
    }[];
  };
}
