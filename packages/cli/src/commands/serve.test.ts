// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../testing/run.ts';

describe('assay serve', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'assay-serve-'));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  const serve = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run(['serve', '--log', 'log.db', ...argv], { cwd, env });

  it.each([
    [[], 'ERR_USAGE: the bridge answers nobody it does not know, and knows nobody'],
    [['--port', 'http'], 'ERR_USAGE: expected a port, and found `http`'],
    [['--peps', 'missing.json'], 'ERR_FILE_READ: missing.json: expected a file, found nothing'],
    [['--collector', '--listen', '8481'], 'ERR_USAGE: expected an address and a port, and found `8481`'],
    [
      ['--collector', '--listen', '127.0.0.1:99999'],
      'ERR_USAGE: expected an address and a port, and found `127.0.0.1:99999`',
    ],
    [
      ['--collector', '--listen', '0.0.0.0:0'],
      'ERR_USAGE: `0.0.0.0:0` can be reached by others, and there are no tokens',
    ],
    [
      ['--collector', '--listen', 'log.example.com:0'],
      'ERR_USAGE: `log.example.com:0` can be reached by others, and there are no tokens',
    ],
    [['--collector', '--tokens', 'missing.json'], 'ERR_FILE_READ: missing.json: expected a file, found nothing'],
    [['--collector', '--tls-cert', 'cert.pem'], 'ERR_USAGE: expected `--tls-cert` and `--tls-key`, found one of them'],
    [['--collector', '--log', 'nowhere'], 'ERR_USAGE: expected the place of a log, and found `nowhere`'],
  ])('does not start with %j', async (argv, message) => {
    const { code, out, err } = await serve(argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  describe('as the bridge', () => {
    const PEPS = JSON.stringify([{ name: 'keycloak', roles: ['issue'], secrets: ['0'.repeat(64)] }]);
    beforeEach(() => {
      writeFileSync(join(cwd, 'peps.json'), PEPS);
      writeFileSync(
        join(cwd, 'assay.yaml'),
        'assay: 1\nname: pay\npolicies: [p.yaml]\ngoverns: { outside: deny }\ntargets: { keycloak/issuance: {} }\nlog: { file: r.jsonl }\n',
      );
      writeFileSync(join(cwd, 'p.yaml'), 'policy: p\nowner: a@b.example\ngates:\n  - rule: r\n    permit: "true"\n');
    });
    const bridge = (...argv: readonly string[]) =>
      run(['serve', '--peps', 'peps.json', '--port', '0', ...argv], { cwd });

    it('is not reached by others in the clear', async () => {
      const { code, err } = await bridge('--host', '0.0.0.0');
      expect([code, err]).toEqual([
        2,
        expect.stringContaining('ERR_BRIDGE_EXPOSED: `0.0.0.0` can be reached by others'),
      ]);
    });

    it('wants a certificate before it looks at those of clients', async () => {
      writeFileSync(join(cwd, 'ca.pem'), '');
      const { code, err } = await bridge('--client-ca', 'ca.pem');
      expect([code, err]).toEqual([2, expect.stringContaining('ERR_BRIDGE_EXPOSED: client certificates need')]);
    });

    it('wants a project for Keycloak', async () => {
      const file = join(cwd, 'assay.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('keycloak/issuance', 'cognito/pre-token-generation'));
      const { code, err } = await bridge();
      expect([code, err]).toEqual([2, expect.stringContaining('the project has no target `keycloak/issuance`')]);
    });

    it('shows nothing of enforcement points it cannot read', async () => {
      writeFileSync(join(cwd, 'peps.json'), '[{"name":"k","roles":["issue"],"secrets":["assay_secret"]}]');
      const { code, err } = await bridge();
      expect([code, err.includes('ERR_BRIDGE_PEPS'), err.includes('assay_secret')]).toEqual([2, true, false]);
    });
  });

  it('does not start with tokens that are none, and shows nothing of them', async () => {
    writeFileSync(join(cwd, 'tokens.json'), '[{"name":"alice","role":"auditor","sha256":"assay_secret"}]');
    for (const { code, err } of [
      await serve(['--collector', '--tokens', 'tokens.json']),
      await serve(['--collector'], { ASSAY_COLLECTOR_TOKENS: 'assay_secret' }),
    ]) {
      expect([code, err.includes('ERR_LOG_KEY'), err.includes('assay_secret')]).toEqual([2, true, false]);
    }
  });

  it('does not start with tokens that are empty, which would leave it open to whoever reaches it', async () => {
    writeFileSync(join(cwd, 'tokens.json'), '\n');
    for (const { code, err } of [
      await serve(['--collector', '--tokens', 'tokens.json']),
      await serve(['--collector'], { ASSAY_COLLECTOR_TOKENS: '' }),
    ])
      expect([code, err]).toEqual([2, expect.stringContaining('ERR_LOG_KEY: the tokens of the collector')]);
  });

  it('takes a key that is written on one line, as the other commands do', async () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    cpSync(join(__dirname, '../../templates/cognito'), cwd, { recursive: true });
    const project = readFileSync(join(cwd, 'assay.yaml'), 'utf8').replace(/\nlog:\n(?: .*\n)*/, '');
    writeFileSync(
      join(cwd, 'assay.yaml'),
      `${project}\nlog: { file: records.jsonl, sign: { name: log.example.com, key: ASSAY_LOG_KEY } }\n`,
    );
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo; // sound: it listens on a port
    // where the key is not taken it does not come as far as to listen
    const { code, err } = await serve(['--collector', '--listen', `127.0.0.1:${port}`], {
      ASSAY_LOG_KEY: pem.replaceAll('\n', '\\n'),
    });
    await new Promise((resolve) => other.close(resolve));
    expect([code, err]).toEqual([2, expect.stringContaining('cannot be listened on (EADDRINUSE)')]);
  });

  it('does not start where somebody else listens', async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo; // sound: it listens on a port
    const { code, err } = await serve(['--collector', '--listen', `127.0.0.1:${port}`]);
    await new Promise((resolve) => other.close(resolve));
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(`\`127.0.0.1:${port}\` cannot be listened on (EADDRINUSE)`),
    ]);
  });
});
