// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { parseTokens } from '@assay/log/collector';
import { run } from '../../testing/run.ts';

describe('assay log token', () => {
  it('prints a token once, and the line the collector is given', async () => {
    const { code, out } = await run([
      'log',
      'token',
      '--role',
      'writer',
      '--name',
      'auth0',
      '--writer-prefix',
      'auth0-',
    ]);
    const [token = '', line = ''] = out.split('\n');
    expect(code).toBe(0);
    expect(token).toMatch(/^assay_[\w-]{43}$/);
    expect(parseTokens(line)).toEqual([
      { name: 'auth0', role: 'writer', writerPrefix: 'auth0-', sha256: hash('sha256', token, 'hex') },
    ]);
  });

  it('prints both as JSON', async () => {
    const { out } = await run(['log', 'token', '--role', 'auditor', '--name', 'alice', '--json']);
    const { token, entry } = JSON.parse(out) as { token: string; entry: unknown };
    expect(entry).toEqual({ name: 'alice', role: 'auditor', sha256: hash('sha256', token, 'hex') });
  });

  it.each([
    [['--name', 'alice'], 'required option `--role <role>` not specified'],
    [['--role', 'admin', '--name', 'alice'], 'expected writer, auditor'],
    [['--role', 'auditor', '--name', 'a b'], '--name: expected a name of letters'],
    [
      ['--role', 'auditor', '--name', 'alice', '--writer-prefix', 'x'],
      '--writer-prefix: expected the beginning of the names of a writer',
    ],
  ])('makes none of %j', async (argv, message) => {
    const { code, out, err } = await run(['log', 'token', ...argv]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});
