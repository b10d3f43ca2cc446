// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type Folder } from './testing/copy-example.ts';

const BINARY = join(__dirname, '../bin/assay.js');
const EXAMPLE = join(__dirname, '../../../examples/quickstart');

let project: Folder;
beforeAll(() => {
  project = copyProject(EXAMPLE, Date.now() - 60_000);
});
afterAll(() => project.remove());

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function assay(argv: readonly string[], input = ''): Ran {
  // as on a build server, which picocolors by itself would colour
  const { NO_COLOR: _no, FORCE_COLOR: _force, COLUMNS: _columns, ...rest } = process.env;
  const env = { ...rest, CI: 'true' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BINARY, ...argv], {
    cwd: project.path,
    input,
    env,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

const DECIDE = ['decide', '--idp', 'cognito', '--event'];

test('decides an event of a file, one JSON object on standard output', () => {
  const { code, out, err } = assay([...DECIDE, 'events/3-ai-agent.json', '--json']);
  expect({ code, err, members: Object.keys(JSON.parse(out) as object) }).toEqual({
    code: 0,
    err: '',
    members: ['decision', 'native', 'record'],
  });
});

test('decides an event of standard input', () => {
  const event = readFileSync(join(project.path, 'events/5-switched-off-client.json'), 'utf8');
  const { code, out, err } = assay([...DECIDE, '-'], event);
  expect({ code, err, first: out.split('  ')[0] }).toEqual({ code: 1, err: '', first: 'deny' });
});

test('is plain when piped, and names bad input in one line', () => {
  expect(assay([...DECIDE, '-'], '{')).toEqual({
    code: 2,
    out: '',
    err: 'assay: ERR_EVENT_SYNTAX: standard input:1:2: expected JSON: the text ends too early\n',
  });
});

const FULL = '/dev/full';
const testOnLinux = existsSync(FULL) ? test : test.skip;
testOnLinux('an output that cannot be written is told, without a stack', () => {
  const full = openSync(FULL, 'w');
  const { status, stderr } = spawnSync(process.execPath, [BINARY, 'check'], {
    cwd: project.path,
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  // oxlint-disable-next-line jest/no-standalone-expect -- `testOnLinux` is a test
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'assay: ERR_FILE_WRITE: standard output: could not be written (ENOSPC)\n',
  });
});

test('a reader that stops early is no failure', async () => {
  const child = spawn(process.execPath, [BINARY, 'check'], { cwd: project.path, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
