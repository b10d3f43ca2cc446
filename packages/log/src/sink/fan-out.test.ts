// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord, DecisionSink } from '@assay/core/log';
import { recordOf } from '../testing/record-of.ts';
import { createFanOut } from './fan-out.ts';

const RECORD = recordOf({ n: 1 });

interface Noted extends DecisionSink {
  readonly written: readonly string[];
}

function sinkOf(name: string, fails = false): Noted {
  const written: string[] = [];
  return {
    name,
    written,
    write: async ({ id }: DecisionRecord) => {
      if (fails) throw new Error(`${name} failed`);
      written.push(id);
    },
    flush: async () => {
      if (fails) throw new Error(`${name} failed`);
    },
  };
}

test('a record goes to every sink', async () => {
  const sinks = [sinkOf('a'), sinkOf('b'), sinkOf('c')] as const;
  const all = createFanOut(sinks, () => {});
  await all.write(RECORD);
  await all.flush();
  expect({ name: all.name, written: sinks.map(({ written }) => written) }).toEqual({
    name: 'a+b+c',
    written: [[RECORD.id], [RECORD.id], [RECORD.id]],
  });
});

test('a copy that fails is told, and changes nothing', async () => {
  const told: string[] = [];
  const first = sinkOf('a');
  const all = createFanOut([first, sinkOf('b', true)], (name) => void told.push(name));
  await all.write(RECORD);
  await all.flush();
  expect({ told, written: first.written }).toEqual({ told: ['b', 'b'], written: [RECORD.id] });
});

test('where the first fails, the record is not written, whatever became of the copies', async () => {
  const copy = sinkOf('b');
  await expect(createFanOut([sinkOf('a', true), copy], () => {}).write(RECORD)).rejects.toThrow('a failed');
  expect(copy.written).toEqual([RECORD.id]);
});
