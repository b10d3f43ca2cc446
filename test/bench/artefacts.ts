// SPDX-License-Identifier: Apache-2.0
// What is deployed, in numbers: `npm run bench:artefacts`. Sizes by trigger; and the Lambda against a bare handler, both in AWS's emulator of the runtime, in turn.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DEFAULT_SETTINGS as AUTH0_SETTINGS, TRIGGERS } from '@assay/auth0';
import { auth0Recipe, buildArtefact, cognitoRecipe, type Artefact, type Recipe } from '@assay/cli/artefact';
import { parseSettings } from '@assay/cognito';
import { compileProject, loadProject } from '@assay/policy';
import { measureLambda, median, type Measured } from '../e2e/lambda/measure.ts';
import { installRuntime, NODE_MAJORS } from '../e2e/lambda/runtime.ts';
import { projectFiles } from './project.ts';
import { AUDIENCE, createWorkload, type Workload } from './workload.ts';

const ROUNDS = 7;
const WARM = 200;

const cognitoSettings = parseSettings({ audience: AUDIENCE });
if (!cognitoSettings.ok) throw new Error(JSON.stringify(cognitoSettings.problems));
const COGNITO = cognitoRecipe(cognitoSettings.value);

/** The recipes by target; an exchange needs somebody whose tokens are exchanged. */
const RECIPES: readonly (readonly [target: string, recipe: Recipe])[] = [
  ['cognito/pre-token-generation', COGNITO],
  ...TRIGGERS.map(
    (trigger) => [`auth0/${trigger}`, auth0Recipe(trigger, { ...AUTH0_SETTINGS, issuers: [issuer()] })] as const,
  ),
];

function issuer(): (typeof AUTH0_SETTINGS.issuers)[number] {
  return {
    issuer: 'https://login.example.com/',
    jwksUri: 'https://login.example.com/jwks.json',
    audience: AUDIENCE,
    algorithms: ['ES256'],
    subjectTokenTypes: ['https://example.com/token-types/session'],
    actorTokenTypes: [],
    maxAgeSeconds: 3600,
    clockToleranceSeconds: 5,
    user: { by: 'id', claim: 'sub', prefix: '' },
  };
}

/** Writes the project of a workload, with the data of its first subject; what its artefacts are made of. */
function writeWorkload(folder: string, workload: Workload): Parameters<typeof buildArtefact>[0] {
  mkdirSync(folder);
  for (const [name, text] of projectFiles(workload)) writeFileSync(join(folder, name), text);
  for (const [source, value] of Object.entries(workload.inputs[0]?.attributes ?? {}))
    writeFileSync(join(folder, `${source}.json`), JSON.stringify({ 'user-0': value }));
  const { project } = loadProject(folder);
  const compiled = project && compileProject(project).compiled;
  if (project === undefined || compiled === undefined) throw new Error('the workload does not compile');
  return { directory: folder, project, compiled };
}

function eventOf(workload: Workload): object {
  const request = workload.inputs[0]?.request;
  return {
    version: '2',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_EXAMPLE',
    userName: 'user-0',
    callerContext: { awsSdkVersion: 'none', clientId: request?.client.id },
    request: {
      userAttributes: { sub: 'user-0', email: 'user-0@example.com' },
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes: request?.scopes,
      clientMetadata: { tenant: request?.context.parameters['tenant'] ?? '' },
    },
    response: {},
  };
}

function writeCode(folder: string, { files }: Artefact): string {
  mkdirSync(folder);
  for (const { path, content } of files) if (path.endsWith('.mjs')) writeFileSync(join(folder, path), content);
  return folder;
}

/** What a record of the workload takes, in characters. */
const RECORD_LENGTH = 3_500;

/** A handler that gives back its event, after `body`. */
function writeHandler(folder: string, body: string): string {
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.mjs'), `export const handler = async (event) => { ${body} return event; };\n`);
  return folder;
}

const rows: string[][] = [];
const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  for (const size of [10, 100, 1000]) {
    const input = writeWorkload(join(folder, `project-${size}`), createWorkload(size));
    for (const [target, recipe] of RECIPES) {
      const built = await buildArtefact(input, target, recipe).catch((cause: unknown) => cause);
      const { entry, code } = (built as Partial<Artefact>).size ?? {};
      const packed = (built as Partial<Artefact>).files?.find(({ path }) => path === recipe.file)?.content;
      rows.push([
        `${target}, ${size} rules`,
        entry === undefined
          ? `not built: ${String(built)}`
          : `${code} bytes (${gzipSync(packed ?? '').length} compressed)`,
        target.startsWith('auth0') && size === 100 ? '<= 40 kB' : '',
      ]);
    }
  }
  const workload = createWorkload(100);
  const ours = await buildArtefact(
    writeWorkload(join(folder, 'lambda'), workload),
    'cognito/pre-token-generation',
    COGNITO,
  );
  const code = writeCode(join(folder, 'ours'), ours);
  const bare = writeHandler(join(folder, 'bare'), '');
  // what a record costs before anybody has decided anything: a line of its length
  const printing = writeHandler(
    join(folder, 'printing'),
    `process.stdout.write('x'.repeat(${RECORD_LENGTH}) + '\\n');`,
  );
  for (const major of NODE_MAJORS) {
    const installed = installRuntime(major);
    if (!installed.ok) {
      rows.push([`Lambda, Node ${major}`, `not measured: ${installed.why}`, '']);
      continue;
    }
    const taken: { readonly ours: Measured; readonly bare: Measured; readonly printing: Measured }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      process.stderr.write(`Lambda, Node ${major}, round ${round + 1} of ${ROUNDS} ...\n`);
      const options = { event: eventOf(workload), warm: WARM };
      const measure = (at: string) =>
        measureLambda(installed.runtime, { folder: at, handler: 'index.handler' }, options);
      taken.push({ bare: await measure(bare), ours: await measure(code), printing: await measure(printing) });
    }
    const middle = (of: (pair: (typeof taken)[number]) => number, digits: number): string =>
      median(taken.map(of)).toFixed(digits);
    rows.push(
      [
        `Lambda of 100 rules, Node ${major}: cold start over a bare handler`,
        `${middle((t) => t.ours.coldMs - t.bare.coldMs, 1)} ms (bare ${middle((t) => t.bare.coldMs, 0)} ms)`,
        '<= 15 ms',
      ],
      [
        `the same, warm, p50 over the bare handler`,
        `${middle((t) => t.ours.warmMs / t.bare.warmMs, 2)}x (${middle((t) => t.ours.warmMs, 2)} ms; bare ${middle((t) => t.bare.warmMs, 2)} ms)`,
        '<= 1.1x',
      ],
      [
        `the same, warm, over a handler that prints as much`,
        `${middle((t) => t.ours.warmMs / t.printing.warmMs, 2)}x (${middle((t) => t.printing.warmMs, 2)} ms)`,
        '',
      ],
      [
        `the same, memory over the bare handler`,
        `${middle((t) => (t.ours.memory - t.bare.memory) / 1e6, 1)} MB (bare ${middle((t) => t.bare.memory / 1e6, 0)} MB)`,
        '',
      ],
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (process.argv.includes('--json'))
  console.log(JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, rows }, null, 2));
else
  console.log(
    ['| what | found | budget |', '|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n'),
  );
