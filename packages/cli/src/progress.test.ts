// SPDX-License-Identifier: Apache-2.0
import type { Io } from './io.ts';
import { createSession } from './session.ts';
import { createProgress } from './progress.ts';

/** What is told of a run of four cases that take 300 ms each. */
function toldOf(isTerminal: boolean, json: boolean): readonly string[] {
  const told: string[] = [];
  let now = 0;
  const io: Io = {
    cwd: '/',
    env: {},
    stdout: { write: () => undefined, isTerminal },
    stderr: { write: (text) => void told.push(text), isTerminal },
    stdin: () => (async function* () {})(),
    clock: () => 0,
    stopwatch: () => now,
    newId: () => '',
  };
  const progress = createProgress(createSession(io, { json }));
  for (let done = 0; done < 4; done++) {
    progress.at(done, 4);
    now += 300;
  }
  progress.end();
  progress.end();
  return told;
}

test('a long run is told on one line of a terminal, which is taken away at the end', () => {
  expect(toldOf(true, false)).toEqual([
    `\r[${'#'.repeat(15)}${'.'.repeat(15)}] 50 %  2 of 4 cases, 200 a minute\u001b[K`,
    '\r\u001b[K',
  ]);
});

test('nothing is told to a pipe or to a program', () => {
  expect([toldOf(false, false), toldOf(true, true)]).toEqual([[], []]);
});
