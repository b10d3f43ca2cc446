// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, isObject, outOfBounds, own, type Bounds, type Fields, type Parsed } from '@assay/core/model';
import type { AwsOutput, ClientFacts, FunctionFacts, TriggerFacts, UserPoolFacts } from './facts.ts';
import { clientOf, listedClients } from './read-client.ts';
import { functionOf } from './read-function.ts';

/** A pool's description holds its message templates, and a list a thousand clients. */
const BOUNDS: Bounds = { depth: 16, listLength: 10_000, members: 1_000, stringLength: 100_000, total: 4_194_304 };

const EXPECTED =
  'expected an output of `aws cognito-idp describe-user-pool`, `describe-user-pool-client`, `list-user-pool-clients`, or of `aws lambda get-function`';

/**
 * Reads outputs of the AWS command line, whatever their order: `describe-user-pool` once, and as many as there are of `describe-user-pool-client`,
 * `list-user-pool-clients`, and Lambda's `get-function` and `get-function-configuration`. Paths of problems are a file and a pointer into it. Pure.
 */
export function parseOutputs(outputs: readonly AwsOutput[]): Parsed<UserPoolFacts> {
  const problems: Problem[] = [];
  const read: Read = { pools: [], clients: [], lists: [], functions: [] };
  for (const { file, value } of outputs.flatMap(eachOutput)) {
    const found: Problem[] = [...outOfBounds(value, BOUNDS)];
    if (found.length === 0) readOutput(value, file, read, found);
    problems.push(...found.map(({ path, message }) => ({ path: `${file}#${path}`, message })));
  }
  const [pool, second] = read.pools;
  if (second) problems.push({ path: `${second.file}#/UserPool`, message: 'expected one user pool, found another' });
  if (!pool && problems.length === 0)
    problems.push({ path: '', message: 'expected the output of `aws cognito-idp describe-user-pool`, found none' });
  for (const { file, path, pool: other } of [...read.clients, ...read.lists.flatMap(({ clients }) => clients)])
    if (pool && other !== undefined && other !== pool.id)
      problems.push({ path: `${file}#${path}/UserPoolId`, message: `expected \`${pool.id}\`, found \`${other}\`` });
  if (!pool || problems.length > 0) return { ok: false, problems };
  const described = new Set(read.clients.map(({ id }) => id));
  const listed = read.lists.flatMap(({ clients }) => clients).filter(({ id }) => !described.has(id));
  const isListed = read.lists.some(({ isLast }) => isLast);
  return { ok: true, value: { ...pool, isListed, clients: [...read.clients, ...listed], functions: read.functions } };
}

type Pool = Omit<UserPoolFacts, 'isListed' | 'clients' | 'functions'>;

interface Read {
  readonly pools: Pool[];
  readonly clients: ClientFacts[];
  /** Pages of the list; after the last there is no other. */
  readonly lists: { readonly clients: readonly ClientFacts[]; readonly isLast: boolean }[];
  readonly functions: FunctionFacts[];
}

/** A list of outputs, as `jq -s .` makes one of many, is each of them. */
const eachOutput = ({ file, value }: AwsOutput): readonly AwsOutput[] =>
  Array.isArray(value) && value.length <= BOUNDS.listLength
    ? value.map((item: unknown, at) => ({ file: `${file}[${at}]`, value: item }))
    : [{ file, value }];

function readOutput(value: unknown, file: string, read: Read, problems: Problem[]): void {
  if (isObject(own(value, 'UserPool'))) {
    read.pools.push(poolOf(fieldsOf(own(value, 'UserPool'), '/UserPool', problems), file));
  } else if (isObject(own(value, 'UserPoolClient'))) {
    read.clients.push(clientOf(own(value, 'UserPoolClient'), file, problems));
  } else if (Array.isArray(own(value, 'UserPoolClients'))) {
    const isLast = (own(value, 'NextToken') ?? null) === null;
    read.lists.push({ clients: listedClients(value, file, problems), isLast });
  } else if (isObject(own(value, 'Configuration'))) {
    const place = { file, path: '/Configuration' };
    read.functions.push(functionOf(own(value, 'Configuration'), place, own(value, 'Tags'), problems));
  } else if (own(value, 'FunctionArn') !== undefined) {
    read.functions.push(functionOf(value, { file, path: '' }, undefined, problems));
  } else problems.push({ path: '', message: EXPECTED });
}

function poolOf(f: Fields, file: string): Pool {
  const tier = f.textOr('UserPoolTier', undefined);
  const trigger = triggerOf(f.inner('LambdaConfig'), file);
  return {
    file,
    path: '/UserPool',
    id: f.text('Id'),
    ...(tier !== undefined && { tier }),
    ...(trigger && { trigger }),
  };
}

/** The older key knows the first version alone (AWS: "LambdaConfigType"). */
function triggerOf(f: Fields, file: string): TriggerFacts | undefined {
  const at = '/UserPool/LambdaConfig';
  if (f.has('PreTokenGenerationConfig')) {
    const config = f.inner('PreTokenGenerationConfig');
    const path = `${at}/PreTokenGenerationConfig`;
    return { file, path, arn: config.text('LambdaArn'), version: config.textOr('LambdaVersion', 'V1_0') };
  }
  const arn = f.textOr('PreTokenGeneration', undefined);
  return arn === undefined ? undefined : { file, path: `${at}/PreTokenGeneration`, arn, version: 'V1_0' };
}
