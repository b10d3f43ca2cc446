// SPDX-License-Identifier: Apache-2.0
// Vectors that begin with an event of Cognito come to the same in the Lambda that is built as in the adapter.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { compileVector } from '../vectors/compile.ts';
import { builtCode } from '../vectors/deployed.ts';
import { IMPLEMENTATIONS } from '../vectors/implementations.ts';
import { CLOCK, runVector } from '../vectors/run-vector.ts';
import { readVectors } from '../vectors/vector.ts';
import { startLambdas } from './own-process.ts';

const lambdas = startLambdas();
const folder = mkdtempSync(join(tmpdir(), 'assay-events-'));
afterAll(async () => {
  await lambdas.close();
  rmSync(folder, { recursive: true });
});

const ADAPTER = IMPLEMENTATIONS.find(({ name }) => name === 'Cognito');
const VECTORS = readVectors().filter(([, { event }]) => event?.idp === 'cognito');

/** A record without its id, what was measured, and how old an answer is by the clock of who was asked. */
function comparable({ id: _, timings: __, evidence, ...rest }: DecisionRecord): object {
  return { ...rest, evidence: evidence.map(({ latencyMs: ___, ageSeconds: ____, reason: _____, ...read }) => read) };
}

test.each(VECTORS)('%s', async (name, vector) => {
  if (ADAPTER === undefined) throw new Error('no implementation runs events of Cognito');
  const compiled = compileVector(vector);
  const { enforced } = await runVector(vector, compiled, ADAPTER);
  const path = join(folder, `${name.replaceAll('/', '-')}.mjs`);
  writeFileSync(
    path,
    await builtCode(compiled, 'cognito/pre-token-generation', vector.event?.settings ?? {}, vector.sources),
  );
  const { returned, thrown, stdout, stderr, atLoad } = await lambdas.run({
    path,
    event: vector.event?.native,
    now: Date.parse(vector.clock ?? CLOCK),
    answers: vector.sources ?? {},
  });

  const [text = '', ...more] = stdout.split('\n');
  expect([more, stderr, atLoad]).toEqual([[''], '', '']);
  const record = JSON.parse(text) as DecisionRecord; // sound: compared with one, whole
  expect(comparable(record)).toEqual(JSON.parse(JSON.stringify(comparable(enforced.record))));
  const withOwnId = JSON.parse(JSON.stringify(enforced.answer).replaceAll(enforced.record.id, record.id)) as unknown;
  expect(
    thrown === undefined ? { kind: 'return', event: returned } : { kind: 'throw', message: thrown.message },
  ).toEqual(withOwnId);
});
