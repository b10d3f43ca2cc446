// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import { enforce } from '@assay/core/pep';
import { echoAdapter, pdpOf, portsOf, requestOf } from '@assay/core/testing';
import { createConsoleSink, createExplainSink } from './console-sink.ts';

async function recordOf(size: number): Promise<DecisionRecord> {
  const { record } = await enforce(echoAdapter(), portsOf(pdpOf({ rules: [] })))(requestOf());
  return { ...record, correlation: { big: 'é'.repeat(size / 2) } };
}

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((line: unknown) => void printed.push(String(line)));
});
afterEach(() => jest.restoreAllMocks());

test('a record is a line that explains, and one that holds it whole', async () => {
  const record = await recordOf(200_000);
  createConsoleSink().write(record);
  expect(printed).toEqual([expect.stringMatching(/^assay: deny/) as string, JSON.stringify(record)]);
});

test('one the console would cut is not written, and not said to be', async () => {
  const record = await recordOf(250_000);
  expect(() => createConsoleSink().write(record)).toThrow(expect.objectContaining({ code: 'ERR_SINK_WRITE' }) as Error);
  expect(printed).toEqual([]);
});

test('beside another sink, the console has the line that explains alone', async () => {
  createExplainSink().write(await recordOf(250_000));
  expect(printed).toEqual([expect.stringMatching(/^assay: deny/) as string]);
});
