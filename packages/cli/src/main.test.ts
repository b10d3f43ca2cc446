// SPDX-License-Identifier: Apache-2.0
import { run } from './testing/run.ts';

const COMMANDS = ['init', 'check', 'fmt', 'decide', 'explain', 'lsp'];

test.each(COMMANDS)('assay %s --help shows examples and the options of every command', async (command) => {
  const { code, out, err } = await run([command, '--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(
    new RegExp(`\\nGlobal Options:\\n[^]*--project[^]*--json[^]*\\nExamples:\\n  \\$ assay ${command}`),
  );
});

test.each([[[]], [['check']], [['decide']]])('assay %j -h is --help', async (command) => {
  const long = await run([...command, '--help']);
  expect({ ...(await run([...command, '-h'])), code: long.code }).toEqual({ ...long, code: 0 });
});

test.each([['help'], ['--help']])('assay %s lists the commands', async (word) => {
  const { code, out } = await run([word]);
  expect(code).toBe(0);
  for (const command of COMMANDS) expect(out).toMatch(new RegExp(`\\n  ${command}\\b`));
  expect(out).not.toContain('quickstart');
});

test('without a command the help goes to standard error, as a usage error', async () => {
  const { code, out, err } = await run([]);
  expect({ code, out, usage: err.split('\n')[0] }).toEqual({
    code: 2,
    out: '',
    usage: 'Usage: assay [options] [command]',
  });
});

test('with --json a usage error is one object on standard error', async () => {
  const { code, out, err } = await run(['chekc', '--json']);
  expect({ code, out, err: JSON.parse(err) as unknown }).toEqual({
    code: 2,
    out: '',
    err: {
      error: {
        code: 'ERR_USAGE',
        message: 'unknown command `chekc`',
        subject: null,
        problems: [],
        help: 'did you mean `check`; `assay help` shows every command',
      },
    },
  });
});

test('--version prints the version', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
});

describe('what should not happen', () => {
  const broken = { cwd: 5 as unknown as string }; // the fault: no folder

  test('is one coded line without a stack', async () => {
    const { code, out, err } = await run(['check'], { ...broken, env: {} });
    expect({ code, out, lines: err.trimEnd().split('\n') }).toEqual({
      code: 2,
      out: '',
      lines: [
        'assay: ERR_INTERNAL: unexpected TypeError',
        'assay: help: run again with ASSAY_DEBUG=1 to see where, and please report it',
      ],
    });
  });
});
