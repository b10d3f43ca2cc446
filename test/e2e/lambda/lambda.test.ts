// SPDX-License-Identifier: Apache-2.0
// The zip `assay build` writes for Cognito, in AWS's own runtime loop.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { ROOT } from '../../docs/pages.ts';
import { runAssay } from '../../docs/run.ts';
import { recordProblems } from '../../src/record-schema.ts';
import { buildCognito, type CognitoArtefact } from '../cognito/artefact.ts';
import { edit, initProject } from '../cognito/project.ts';
import { startLambda, type Lambda } from './rie.ts';
import { installRuntime, NODE_MAJORS } from './runtime.ts';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const OLD_CLIENT = '1example23456789switched9off';

interface Event {
  readonly callerContext: { readonly clientId: string };
  readonly request: object;
}

let folder: string;
let project: string;
let artefact: CognitoArtefact;
let signIn: Event;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-lambda-'));
  project = join(folder, 'project');
  await initProject(project);
  edit(join(project, 'sources/switches.yaml'), 'clients: []', `clients: [${OLD_CLIENT}]`);
  artefact = await buildCognito(project, join(folder, 'out'));
  signIn = JSON.parse(readFileSync(join(project, 'events/sign-in.json'), 'utf8')) as Event; // sound: what `assay init` writes
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `assay decide` says of an event: the answer to the platform and the record. */
async function decided(event: object): Promise<{ readonly native: unknown; readonly record: DecisionRecord }> {
  const file = join(folder, 'event.json');
  writeFileSync(file, JSON.stringify(event));
  const args = ['decide', '--project', project, '--idp', 'cognito', '--event', file, '--json'];
  return JSON.parse((await runAssay(args, ROOT)).out) as { native: unknown; record: DecisionRecord }; // sound: what decide prints
}

/** A record without what is another each time: ids, times, the digest of inputs that hold the time; how old data is, an artefact does not know. */
function lasting(record: DecisionRecord): object {
  const { id: _id, time: _time, timings: _timings, correlation, evidence, inputs, ...rest } = record;
  const { aws_request: _request, ...correlated } = correlation;
  return {
    ...rest,
    correlation: correlated,
    evidence: evidence.map(({ latencyMs: _ms, ageSeconds: _age, ...source }) => source),
    inputs: { request: { ...inputs.request, context: undefined }, attributes: inputs.attributes },
  };
}

describe.each(NODE_MAJORS)('the artefact in the Lambda runtime, on Node %d', (major) => {
  const installed = installRuntime(major);
  if (!installed.ok)
    process.stderr.write(`the test of the Lambda runtime on Node ${major} is skipped: it ${installed.why}\n`);
  const whereInstalled = installed.ok ? test : test.skip;

  let lambda: Lambda;
  beforeAll(async () => {
    if (!installed.ok) return;
    lambda = await startLambda(installed.runtime, { folder: artefact.code, handler: 'index.handler' });
  });
  afterAll(() => lambda?.stop()); // not there where it did not start

  let before = 0;
  beforeEach(() => {
    before = lambda?.printed().length ?? 0;
  });
  /** All it printed since the test began: nothing but records, each a line, each valid by the published schema. */
  const records = (): readonly DecisionRecord[] => {
    const all = lambda
      .printed()
      .slice(before)
      .map((line) => JSON.parse(line) as DecisionRecord); // sound: checked by the next line
    expect(all.flatMap(recordProblems)).toEqual([]);
    return all;
  };
  const onlyRecord = (): DecisionRecord => {
    const [record, ...more] = records();
    if (record === undefined || more.length > 0) throw new Error(`expected one record, found ${records().length}`);
    return record;
  };

  whereInstalled('a permit is the event with its response filled in, and one record of what was decided', async () => {
    const { answer } = await lambda.invoke(signIn);
    const claimsToAddOrOverride = { team: 'fulfilment' };
    expect(answer).toEqual({
      ...signIn,
      response: {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: { claimsToAddOrOverride },
          accessTokenGeneration: { claimsToAddOrOverride },
        },
      },
    });
    const { native, record } = await decided(signIn);
    expect(answer).toEqual(native);
    expect(lasting(onlyRecord())).toEqual(lasting(record));
    expect(record).toMatchObject({ outcome: 'permit', effect: 'issued_as_decided' });
  });

  whereInstalled('a scope the policy withholds is suppressed', async () => {
    const unknown = { ...signIn, request: { ...signIn.request, scopes: ['openid', 'orders/read', 'orders/delete'] } };
    const { answer } = await lambda.invoke(unknown);
    expect(answer).toEqual((await decided(unknown)).native);
    expect(answer).toMatchObject({
      response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: ['orders/delete'] } } },
    });
    expect(onlyRecord().withheld.scopes.map(({ scope }) => scope)).toEqual(['orders/delete']);
  });

  /** That a client learns a code and the id of the record, and nothing else. Where it was thrown the runtime tells Lambda, which keeps it. */
  const expectThrown = (answer: unknown, code: string): void => {
    expect(answer).toEqual({
      errorType: 'Error',
      errorMessage: expect.stringMatching(new RegExp(`^\\[${code}\\] ${UUID.source}$`)),
      trace: expect.any(Array),
    });
  };

  whereInstalled('a denial is an error: a code, the id of its record and not a word more', async () => {
    const denied = { ...signIn, callerContext: { ...signIn.callerContext, clientId: OLD_CLIENT } };
    const { answer } = await lambda.invoke(denied);
    expectThrown(answer, 'access_denied');
    const record = onlyRecord();
    expect(answer).toMatchObject({ errorMessage: `[access_denied] ${record.id}` });
    expect(lasting(record)).toEqual(lasting((await decided(denied)).record));
    expect(record).toMatchObject({
      outcome: 'deny',
      effect: 'refused',
      reason: { admin: 'this client is switched off' },
    });
  });

  whereInstalled.each([
    ['of another trigger', { triggerSource: 'PreSignUp_SignUp' }],
    ['without a client', { callerContext: {} }],
    ['whose scopes are no list', { request: { scopes: 'orders/write' } }],
  ])('an event %s is refused, and recorded', async (_, part) => {
    const { answer } = await lambda.invoke({ ...signIn, ...part });
    expectThrown(answer, 'server_error');
    expect(onlyRecord()).toMatchObject({ outcome: 'deny', effect: 'refused', reason: { code: 'invalid_event' } });
  });

  whereInstalled.each([null, [], 'event', 1])('%j is no event, and is refused', async (event) => {
    const { answer } = await lambda.invoke(event);
    expectThrown(answer, 'server_error');
    expect(onlyRecord()).toMatchObject({ outcome: 'deny', effect: 'refused', reason: { code: 'invalid_event' } });
  });

  whereInstalled('a retry of the same event has the id of the first attempt', async () => {
    const event = { ...signIn, userName: `retried on ${major}` };
    await lambda.invoke(event);
    await lambda.invoke(event);
    const ids = records().map(({ id }) => id);
    expect(ids).toEqual([ids[0], ids[0]]);
  });
});
