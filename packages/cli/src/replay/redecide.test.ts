// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import fc from 'fast-check';
import { agreementWith, replayBatch } from '@assay/log/replay';
import { entryOf } from '@assay/log/store';
import { copyProject } from '../testing/copy-example.ts';
import { compiledIn, decideEvents, quickstartEvents } from '../testing/recorded-log.ts';
import { NOW } from '../testing/run.ts';
import { createRedecide } from './redecide.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');

test('whatever the events, the same table makes no difference', async () => {
  const folder = copyProject(EXAMPLE, NOW);
  const { compiled, project } = compiledIn(folder.path);
  const targets = project.targets.map(({ name, settings }) => ({ name: name.value, settings }));
  const redecide = createRedecide({
    recorded: { [compiled.digest]: { text: compiled.text, targets } },
    parameters: {},
  });
  const [first] = quickstartEvents(EXAMPLE, 1, 0);
  const event = first?.event as { readonly request: object; readonly callerContext: object }; // sound: an event of Cognito
  const made = fc.record({
    scopes: fc.subarray(['openid', 'payments/read', 'payments/write', 'payments/approve', 'other']),
    groupsToOverride: fc.subarray(['treasury', 'x']),
    clientId: fc.constantFrom(
      '6p1treasuryportal4example0',
      '8r3ledgercopilot5example01',
      '4k9oldmobileapp2example013',
      'x',
    ),
    sub: fc.constantFrom('5f1c9a3e-7d42-4b8e-9a60-2c7d1e0b4f11', 'nobody', ''),
    version: fc.constantFrom('1', '2', '3', undefined),
  });
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 10 }), async (all) => {
        const happenings = all.map(({ scopes, groupsToOverride, clientId, sub, version }, n) => ({
          time: NOW + n,
          event: {
            ...event,
            ...(version !== undefined && { version }),
            callerContext: { ...event.callerContext, clientId },
            request: { ...event.request, scopes, groupConfiguration: { groupsToOverride }, userAttributes: { sub } },
          },
        }));
        const records = await decideEvents(folder.path, happenings);
        const entries = records.map((record, seq) => entryOf({ kind: 'decision', writer: 'w', seq, record }));
        const { records: count, changed, undecided } = await replayBatch(entries, redecide, agreementWith);
        // an event that could not be read holds no request
        const unread = records.filter(({ inputs }) => inputs.request === undefined).length;
        const told = Object.values(undecided).reduce((sum, each) => sum + each.count, 0);
        expect({ count, changed, told }).toEqual({ count: records.length, changed: 0, told: unread });
      }),
      { numRuns: 40 },
    );
  } finally {
    folder.remove();
  }
});
