// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PASSWORD, serverInfo, startAdminServer, type AdminServer } from '../testing/admin-server.ts';
import { run, type Run } from '../testing/run.ts';

let server: AdminServer;
beforeEach(async () => {
  server = await startAdminServer();
});
afterEach(() => server.close());

const env = { KEYCLOAK_PASSWORD: PASSWORD };
const where = (): readonly string[] => ['keycloak', '--url', server.url, '--realm', 'acme', '--user', 'admin'];
const deploy = (...more: readonly string[]): Promise<Run> => run(['deploy', ...where(), ...more], { env });
const coverage = (...more: readonly string[]): Promise<Run> => run(['coverage', ...where(), ...more], { env });
const SECRET = /nobody-may-see/;
const THEIRS = { name: 'theirs', executors: [{ executor: 'pkce-enforcer', configuration: {} }] };

describe('assay deploy keycloak', () => {
  test('--dry-run shows every change, and writes nothing', async () => {
    const { code, out, err } = await deploy('--dry-run');
    expect({ code, err, writes: server.writes }).toEqual({ code: 0, err: '', writes: [] });
    expect(out).toContain('client policy `assay`\n@@ -1,3 +1,20 @@\n {\n-  "policies": []\n+  "policies": [\n');
    expect(out.trimEnd().split('\n').at(-1)).toBe('9 changes, nothing was written; `--apply` carries them out');
  });

  test('--apply puts the gate there, keeps what others have, and has nothing to do the second time', async () => {
    server.realm.profiles = [THEIRS];
    const first = await deploy('--apply');
    expect({ code: first.code, err: first.err, last: first.out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      err: '',
      last: '9 changes carried out, and read again: the realm is as it has to be',
    });
    expect(server.realm.profiles).toEqual([THEIRS, expect.objectContaining({ name: 'assay' })]);
    expect(server.realm.clients.map(({ defaultClientScopes }) => defaultClientScopes)).toEqual([
      ['basic', 'assay'],
      ['assay-saml'],
    ]);
    const writes = server.writes.length;
    const second = await deploy('--apply');
    expect({ ...second, writes: server.writes.length - writes }).toEqual({
      code: 0,
      err: '',
      out: 'nothing to do: the realm is as it has to be\n',
      writes: 0,
    });
    expect((await coverage()).code).toBe(0);
  });

  test('refuses, before anything is written, where the provider is not installed', async () => {
    server.realm.server = { ...serverInfo(), providers: {} };
    const { code, out, err } = await deploy('--apply');
    expect({ code, out, writes: server.writes }).toEqual({ code: 2, out: '', writes: [] });
    expect(err).toContain(
      'ERR_DEPLOY: ' +
        `${server.url}/realms/acme: the provider is not installed: the server has no \`assay-issuance\`, \`assay-introspection\`, \`assay-saml\`, \`assay-events\``,
    );
    server.realm.server = undefined;
    expect(await deploy('--apply')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('is not told to this admin') as string,
    });
  });

  test('overwrites nothing that somebody changed between reading and writing', async () => {
    let reads = 0;
    server.instead = ({ method, url }) => {
      const isRead = method === 'GET' && url?.includes('client-policies/policies') === true;
      if (isRead && ++reads === 2)
        server.realm.policies = [{ name: 'theirs', enabled: true, conditions: [], profiles: [] }];
      return false;
    };
    const { code, err } = await deploy('--apply');
    expect({ code, policies: server.realm.policies.map(({ name }) => name) }).toEqual({
      code: 2,
      policies: ['theirs'],
    });
    expect(err).toContain('ERR_DEPLOY: client policy `assay`: somebody changed it between reading and writing');
    server.instead = () => false;
    expect((await deploy('--apply')).code).toBe(0);
    expect(server.realm.policies.map(({ name }) => name)).toEqual(['theirs', 'assay']);
  });

  test('exits with 1, and shows what is left, where a server takes a change and does not keep it', async () => {
    server.instead = ({ method, url }, response) => {
      if (method !== 'PUT' || url?.includes('events/config') !== true) return false;
      response.statusCode = 204;
      response.end();
      return true;
    };
    const { code, out } = await deploy('--apply', '--json');
    const { ok, left } = JSON.parse(out) as { ok: boolean; left: readonly { what: string }[] }; // sound: what deploy prints
    expect({ code, ok, left: left.map(({ what }) => what) }).toEqual({ code: 1, ok: false, left: ['events'] });
  });

  test('says what Keycloak says of a change it refuses', async () => {
    server.instead = ({ method }, response) => {
      if (method !== 'PUT') return false;
      response.statusCode = 400;
      response.end('{"errorMessage":"not like this"}');
      return true;
    };
    const { code, err } = await deploy('--apply');
    expect({ code, err }).toEqual({
      code: 2,
      err: `assay: ERR_ADMIN_API: ${server.url}: \`PUT realms/acme/client-policies/profiles\` was answered with status 400: not like this\n`,
    });
  });

  test('--files writes files, and none where one is in the way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-deploy-'));
    try {
      const write = (...more: readonly string[]): Promise<Run> =>
        run(['deploy', 'keycloak', '--realm', 'acme', '--files', 'out', ...more], { cwd: folder });
      expect(await write('--user-attribute', 'team')).toMatchObject({ code: 0, err: '' });
      expect(readdirSync(join(folder, 'out')).toSorted()).toEqual([
        'README.txt',
        'client-scopes.json',
        'kcadm.sh',
        'keycloak-config-cli.json',
        'realm.json',
        'terraform',
      ]);
      expect(readFileSync(join(folder, 'out/realm.json'), 'utf8')).toContain('"user-attributes"');
      expect((await write()).code).toBe(2);
      expect((await write('--force')).code).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a live realm', () => {
  test('tells which grants pass by, and never a secret', async () => {
    const { code, out } = await coverage();
    expect({ code, head: out.split('\n').slice(0, 10) }).toEqual({
      code: 1,
      head: [
        'no client policy leads to Assay',
        '',
        'Coverage',
        '  client  authorization_code  refresh_token  saml',
        '  web     passes by           passes by      -',
        '  wiki    -                   -              passes by',
        '',
        '  2 × passes by: no client policy leads to `assay-issuance`',
        '  1 × passes by: the client has no mapper `assay-saml`',
        '',
      ],
    });
    expect(out).not.toMatch(SECRET);
  });

  test('reads clients page by page', async () => {
    server.realm.clients = Array.from({ length: 1_001 }, (_, at) => ({
      id: `${at}`,
      clientId: `c${at}`,
      defaultClientScopes: [],
    }));
    const { out } = await coverage('--json');
    const report = JSON.parse(out) as { coverage: { clients: readonly unknown[] } }; // sound: what coverage prints
    expect(report.coverage.clients).toHaveLength(1_001);
  });

  test('is read with the secret of a client, or a password of a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-deploy-'));
    try {
      writeFileSync(join(folder, 'secret'), `${PASSWORD}\n`);
      const read = (args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Run> =>
        run(['coverage', 'keycloak', '--url', `${server.url}/`, '--realm', 'acme', ...args, '--json'], {
          cwd: folder,
          env: variables,
        });
      expect((await read(['--client', 'auditor'], { KEYCLOAK_CLIENT_SECRET: PASSWORD })).err).toBe('');
      expect((await read(['--client', 'auditor', '--client-secret-file', 'secret'])).err).toBe('');
      expect((await read(['--user', 'admin', '--password-file', 'secret'])).err).toBe('');
      expect((await read(['--user', 'admin', '--password-file', 'secret', '--ca', 'secret'])).err).toContain(
        'expected certificates, in PEM',
      );
      expect(server.logins).toEqual([
        `client_id=auditor&client_secret=${PASSWORD}&grant_type=client_credentials`,
        `client_id=auditor&client_secret=${PASSWORD}&grant_type=client_credentials`,
        `client_id=admin-cli&grant_type=password&username=admin&password=${PASSWORD}`,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['no server', ['--realm', 'acme', '--user', 'a'], env, 'ERR_USAGE: a live realm needs `--url` and `--realm`'],
    [
      'nobody',
      ['--url', 'https://sso.example.com', '--realm', 'acme'],
      env,
      'ERR_USAGE: who reads the realm needs `--user` or `--client`',
    ],
    [
      'no password',
      ['--url', 'https://sso.example.com', '--realm', 'acme', '--user', 'a'],
      {},
      'ERR_USAGE: `--user` needs a password',
    ],
    [
      'a password in clear',
      ['--url', 'http://sso.example.com', '--realm', 'acme', '--user', 'a'],
      env,
      'ERR_USAGE: `--url` has to be https',
    ],
    [
      'a password in the address',
      ['--url', 'https://a:b@sso.example.com', '--realm', 'acme', '--user', 'a'],
      env,
      'ERR_USAGE: `--url` may hold no user',
    ],
    [
      'another scheme',
      ['--url', 'file:///etc/passwd', '--realm', 'acme', '--user', 'a'],
      env,
      'ERR_USAGE: `--url` has to be an address',
    ],
    [
      'a port where nobody listens',
      ['--url', 'http://127.0.0.1:1', '--realm', 'acme', '--user', 'a'],
      env,
      'ERR_ADMIN_API: http://127.0.0.1:1: could not be reached (ECONNREFUSED)',
    ],
  ])('is refused with %s', async (_, args, variables, message) => {
    const { code, out, err } = await run(['coverage', 'keycloak', ...args], { env: variables });
    expect({ code, out, err: err.startsWith(`assay: ${message}`) ? message : err }).toEqual({
      code: 2,
      out: '',
      err: message,
    });
  });

  test.each<[string, number, string, string]>([
    [
      'a page of a proxy',
      200,
      '<html>',
      'expected JSON from `realms/master/protocol/openid-connect/token`, found something else',
    ],
    ['a redirect', 302, '', 'the user `admin` could not log in at the realm `master` (status 302)'],
    ['a token that is none', 200, '{"access_token":{"a":1}}', 'expected JSON from'],
    ['a token that would be a header', 200, JSON.stringify({ access_token: 'a\r\nb: c' }), 'expected JSON from'],
  ])('is refused where %s is answered', async (_, status, body, message) => {
    server.instead = (_request, response) => {
      response.statusCode = status;
      response.setHeader('location', 'http://127.0.0.1:1/');
      response.end(body);
      return true;
    };
    const { code, out, err } = await coverage();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`ERR_ADMIN_API: ${server.url}: ${message}`);
    expect(err).not.toMatch(SECRET);
  });

  test('is refused with a wrong password, a realm that is not there, and answers that are none of a realm; nothing of a secret is told', async () => {
    const wrong = await run(['coverage', ...where()], {
      env: { KEYCLOAK_PASSWORD: 'other-nobody-may-see', ASSAY_DEBUG: '1' },
    });
    const gone = await run(['coverage', ...where(), '--realm', '../master'], { env });
    server.realm.clients = [{ id: 'x', clientId: 7, secret: 'nobody-may-see', defaultClientScopes: [] }];
    const odd = await coverage();
    expect([wrong, gone, odd].map(({ code, out, err }) => [code, out, err.split('\n')[0]])).toEqual([
      [
        2,
        '',
        `assay: ERR_ADMIN_API: ${server.url}: the user \`admin\` could not log in at the realm \`master\` (status 401)`,
      ],
      [
        2,
        '',
        expect.stringMatching(/`GET realms\/\.\.%2Fmaster\/client-policies\/profiles.*` was answered with status 404$/),
      ],
      [
        2,
        '',
        `assay: ERR_ADMIN_API: ${server.url}/realms/acme: /clients/0/clientId: expected a string, found a number`,
      ],
    ]);
    expect([wrong, gone, odd].map(({ err }) => err).join('')).not.toMatch(SECRET);
  });

  test('is not waited for without end', async () => {
    server.instead = () => true;
    const { code, err } = await coverage('--timeout', '1');
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringMatching(
        /^assay: ERR_ADMIN_API: \S+: could not be reached \((?:ECONNABORTED|ERR_CANCELED|ETIMEDOUT)\)\n$/,
      ) as string,
    });
  });
});

describe('an export', () => {
  const from = (text: string): Promise<Run> => run(['coverage', 'keycloak', '--from', '-', '--json'], { stdin: text });

  test('is read without a server', async () => {
    const { code, out } = await from(JSON.stringify({ realm: 'acme', clients: [{ clientId: 'web' }] }));
    const {
      ok,
      server: version,
      findings,
    } = JSON.parse(out) as { ok: boolean; server: null; findings: readonly { code: string }[] }; // sound: what coverage prints
    expect({ code, ok, version, first: findings[0]?.code }).toEqual({
      code: 1,
      ok: false,
      version: null,
      first: 'server-not-told',
    });
  });

  test('is refused where it is none', async () => {
    expect((await from('[]')).err).toContain('ERR_FILE_READ');
    expect((await from('{')).err).toContain('ERR_FILE_READ');
    expect((await from('{"clients":{}}')).err).toMatch(/ERR_FILE_READ.*expected a list, found an object/);
  });
});
