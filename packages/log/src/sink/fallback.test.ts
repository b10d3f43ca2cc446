// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { DecisionRecord, DecisionSink } from '@assay/core/log';
import { recordOf } from '../testing/record-of.ts';
import { createFallback } from './fallback.ts';

const RECORD = recordOf({ n: 1 });

function sinkOf(
  name: string,
  write: () => Promise<void>,
): { readonly sink: DecisionSink; readonly written: DecisionRecord[] } {
  const written: DecisionRecord[] = [];
  const sink = {
    name,
    write: async (record: DecisionRecord) => {
      await write();
      written.push(record);
    },
    flush: async () => {},
  };
  return { sink, written };
}

const works = (): Promise<void> => Promise.resolve();
const fails = (): Promise<void> =>
  Promise.reject(new AssayError('ERR_COLLECTOR', 'the collector could not be reached'));
const hangs = (): Promise<void> => new Promise(() => {});

test.each([
  ['where the first takes the record, the second is not asked', works, [1, 0], []],
  [
    'where the first fails, the second has the record, and somebody is told',
    fails,
    [0, 1],
    [[RECORD.id, 'ERR_COLLECTOR']],
  ],
  ['where the first does not answer in time, too', hangs, [0, 1], [[RECORD.id, 'ERR_SINK_WRITE']]],
])('%s', async (_, write, counts, told) => {
  const first = sinkOf('first', write);
  const second = sinkOf('second', works);
  const heard: unknown[] = [];
  const sink = createFallback(first.sink, second.sink, {
    timeoutMs: 20,
    onFallback: (id, code) => void heard.push([id, code]),
  });
  await sink.write(RECORD);
  expect({ counts: [first.written.length, second.written.length], heard }).toEqual({ counts, heard: told });
});

test('where neither takes it, the record is lost, and that is said', async () => {
  const sink = createFallback(sinkOf('first', fails).sink, sinkOf('second', fails).sink, {
    timeoutMs: 20,
    onFallback: () => {},
  });
  await expect(sink.write(RECORD)).rejects.toThrow(expect.objectContaining({ code: 'ERR_COLLECTOR' }) as Error);
});
