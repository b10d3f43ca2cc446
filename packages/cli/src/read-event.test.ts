// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';
import { readEvent } from './read-event.ts';
import { copyProject, type Folder } from './testing/copy-example.ts';
import { NOW, run } from './testing/run.ts';

const NOTHING: Io['stdout'] = { write: () => undefined, isTerminal: false };

const ioOf = (pieces: readonly Uint8Array[]): Io => ({
  cwd: '/',
  env: {},
  stdout: NOTHING,
  stderr: NOTHING,
  stdin: async function* () {
    for (const piece of pieces) yield await Promise.resolve(piece);
  },
  clock: () => 0,
  stopwatch: () => 0,
  newId: () => '',
});

test('any JSON is read as it is, in whatever pieces it comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.nat(), async (json, seed) => {
      const bytes = new TextEncoder().encode(json);
      const cut = seed % (bytes.length + 1); // in the middle of a character, too
      const event = await readEvent('-', ioOf([bytes.subarray(0, cut), bytes.subarray(cut)]));
      expect(event).toEqual(JSON.parse(json));
    }),
  );
});

/** What the platform makes of the bytes; a code where they are no JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'ERR_EVENT_SYNTAX';
  }
}

test('any bytes are JSON or a coded error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      const result = await readEvent('-', ioOf([bytes])).catch((error: unknown) =>
        error instanceof Failure ? error.code : 'another error',
      );
      expect(result).toEqual(jsonOf(bytes));
    }),
    { numRuns: 500 },
  );
});

describe('an event of any shape', () => {
  let project: Folder;
  beforeAll(() => {
    project = copyProject(join(__dirname, '../../../examples/quickstart'), NOW);
  });
  afterAll(() => project.remove());

  const member = fc.constantFrom(
    'version',
    'triggerSource',
    'userPoolId',
    'request',
    'callerContext',
    'clientId',
    'userAttributes',
    'scopes',
    '__proto__',
    'sub',
  );
  const event = fc.dictionary(
    member,
    fc.oneof(fc.dictionary(member, fc.jsonValue({ maxDepth: 2 })), fc.jsonValue({ maxDepth: 1 })),
  );

  test('is decided or refused, with an exit code and no unexpected error', async () => {
    await fc.assert(
      fc.asyncProperty(event, async (value) => {
        const { code, out, err } = await run(['decide', '--idp', 'cognito', '--event', '-', '--json'], {
          cwd: project.path,
          stdin: JSON.stringify(value),
        });
        expect(err).not.toContain('ERR_INTERNAL');
        expect(code === 2 ? out : 'an object').toBe(code === 2 ? '' : 'an object');
        expect([0, 1, 2]).toContain(code);
      }),
      { numRuns: 40 },
    );
  });
});
