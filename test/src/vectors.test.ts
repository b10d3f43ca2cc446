// SPDX-License-Identifier: Apache-2.0
import { recordProblems } from './record-schema.ts';
import { compileVector } from './vectors/compile.ts';
import { IMPLEMENTATIONS } from './vectors/implementations.ts';
import { LACKS, NEVER } from './vectors/native/native.ts';
import { runVector } from './vectors/run-vector.ts';
import { readVectors } from './vectors/vector.ts';
import { comparable, inputsDigest, wantedDecision, wantedRecord, wantedRequest } from './vectors/wanted.ts';

const VECTORS = readVectors();

describe.each(VECTORS)('%s', (_, vector) => {
  const compiled = compileVector(vector);
  const { table, digest } = compiled.compiled;
  // an event that cannot be read makes no request
  const isReadable = vector.event === undefined || vector.want.record?.request !== undefined;
  const asked = isReadable ? wantedRequest(vector, table.parameters) : undefined;

  test.each(IMPLEMENTATIONS.filter(({ canRun }) => canRun(vector)))(
    `$name: ${vector.description}`,
    async (implementation) => {
      const request = asked && (implementation.told?.(asked) ?? asked);
      const { enforced, records, trace } = await runVector(vector, compiled, implementation);
      const { policyDigest, trace: codes, ...decision } = enforced.decision;
      expect(decision).toEqual(wantedDecision(vector, request));
      expect(trace).toEqual(vector.want.decision.trace);

      const { record } = enforced;
      const adapter = implementation.adapter ?? vector.event?.idp ?? 'echo';
      const { correlation } = implementation;
      expect(comparable(record)).toEqual({
        ...wantedRecord(vector, request, adapter),
        ...(correlation && { correlation }),
      });
      expect([policyDigest, record.policy.digest, record.trace]).toEqual([digest, digest, codes]);
      expect(record.inputs).toEqual(
        request
          ? { request, attributes: record.inputs.attributes, digest: inputsDigest(request, record.inputs.attributes) }
          : {},
      );
      expect(records).toEqual([record]);
      expect(recordProblems(record)).toEqual([]);
      if ('native' in vector.want) expect(enforced.answer).toEqual(vector.want.native);
    },
  );
});

test('every vector is run on something', () => {
  expect(
    VECTORS.filter(([, vector]) => !IMPLEMENTATIONS.some(({ canRun }) => canRun(vector))).map(([name]) => name),
  ).toEqual([]);
});

test('every reason why a platform decides otherwise, or cannot be asked, is met by a vector', () => {
  const named = VECTORS.flatMap(([, { lacks = {}, never = {} }]) => [
    ...Object.values(lacks).flat(),
    ...Object.values(never),
  ]);
  expect([...LACKS, ...Object.keys(NEVER)].filter((name) => !named.includes(name as never))).toEqual([]);
});
