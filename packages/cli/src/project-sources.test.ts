// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseProject } from '@assay/policy';
import { processIo } from './io.ts';
import { projectSources } from './project-sources.ts';
import { copyProject, type Folder } from './testing/copy-example.ts';
import { NOW, run, type Run } from './testing/run.ts';

const EXAMPLE = join(__dirname, '../../../examples/quickstart');
const DANA = '5f1c9a3e-7d42-4b8e-9a60-2c7d1e0b4f11';
const SECRET = 's3cr3t-value';

let project: Folder;
let server: Server;
let asked: (readonly [path: string | undefined, authorization: string | undefined])[];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push([request.url, request.headers.authorization]);
    response.sendDate = false;
    response.writeHead(200, { 'content-type': 'application/json', age: '3' }).end('{"score":8}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked = [];
  project = copyProject(EXAMPLE, NOW - 60_000);
  // sound: it listens on a port
  const { port } = server.address() as AddressInfo;
  source(
    'risk',
    `driver: http\n    url: http://127.0.0.1:${port}/v1/subjects/{key}\n    auth: { secret: RISK_TOKEN }\n    cache: 60s`,
  );
});
afterEach(() => project.remove());

/** Another driver for a source of the example. */
function source(name: string, driver: string): void {
  const path = join(project.path, 'assay.yaml');
  writeFileSync(
    path,
    readFileSync(path, 'utf8')
      .replace(`driver: static\n    file: sources/${name}.yaml`, driver)
      .replaceAll(/timeout: \d+ms/g, 'timeout: 10s'),
  );
}

const decide = (env: Readonly<Record<string, string>>): Promise<Run> =>
  run(['decide', '--idp', 'cognito', '--event', 'events/1-person.json', '--json'], { cwd: project.path, env });

function evidenceOf(out: string, name: string): unknown {
  // sound: what decide prints
  const { record } = JSON.parse(out) as {
    readonly record: { readonly evidence: readonly { readonly source: string }[] };
  };
  return record.evidence.find((each) => each.source === name);
}

test('a source over HTTP is asked with the secret of the environment, and what it says is evidence', async () => {
  const { code, out } = await decide({ RISK_TOKEN: SECRET });
  expect({ code, asked, evidence: evidenceOf(out, 'risk') }).toEqual({
    code: 0,
    asked: [[`/v1/subjects/${DANA}`, `Bearer ${SECRET}`]],
    evidence: { source: 'risk', status: 'ok', latencyMs: 0, ageSeconds: 3, digest: expect.stringMatching(/^sha256-/) },
  });
  expect(out).not.toContain(SECRET);
});

test('without its secret nobody is asked, and the read has failed', async () => {
  const { out } = await decide({});
  expect({ asked, evidence: evidenceOf(out, 'risk') }).toEqual({
    asked: [],
    evidence: {
      source: 'risk',
      status: 'error',
      latencyMs: 0,
      reason: 'source `risk`: the secret `RISK_TOKEN` is not there',
    },
  });
});

test('a check and the tests ask nobody: what they say of a source is in the files', async () => {
  source('iga', 'driver: dynamodb\n    table: entitlements\n    partition_key: pk\n    prefix: "SUBJECT#"');
  const checked = await run(['check', '--json'], { cwd: project.path });
  // sound: what check prints
  const { summary } = JSON.parse(checked.out) as { readonly summary: { readonly sources: readonly unknown[] } };
  expect(summary.sources.slice(0, 3)).toEqual([
    {
      name: 'iga',
      owner: 'identity-governance@example.com',
      driver: 'dynamodb',
      place: 'entitlements',
      key: 'subject.id',
    },
    {
      name: 'app',
      owner: 'payments-product@example.com',
      driver: 'static',
      place: 'sources/app.yaml',
      key: 'subject.id',
    },
    {
      name: 'risk',
      owner: 'fraud@example.com',
      driver: 'http',
      place: expect.stringMatching(/^http:\/\/127.*\{key\}$/),
      key: 'subject.id',
    },
  ]);
  const tested = await run(['test'], { cwd: project.path });
  expect([checked.code, tested.code, asked]).toEqual([0, 0, []]);
});

test('every address a check lets through is one a source can be made of', () => {
  const io = processIo();
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'a.example',
    'localhost',
    '127.0.0.1',
    '[::1]',
    ':1',
    ':99999',
    '/',
    '?',
    '&',
    '=',
    '#',
    '@',
    '{key}',
    '{',
    '%',
    '..',
    '.',
    ' ',
    '\\',
    '\u00e9',
    'x',
    '\u0001',
    "'",
    ';',
    'zkeyz',
  );
  const written = fc
    .tuple(
      fc.constantFrom('https://a.example', 'http://localhost:1', 'http://[::1]', ''),
      fc.array(piece, { maxLength: 6 }),
    )
    .map(([start, pieces]) => start + pieces.join(''));
  let made = 0;
  fc.assert(
    fc.property(written, fc.boolean(), (url, isKeyed) => {
      const key = isKeyed ? 'key: subject.id, ' : '';
      const entry = `{ owner: a, driver: http, url: ${JSON.stringify(url)}, ${key}timeout: 1s, schema: { type: object } }`;
      const text = `assay: 1\nname: a\npolicies: [p.yaml]\ngoverns: { outside: pass }\nlog: { file: r.jsonl }\nsources: { risk: ${entry} }\n`;
      const { project } = parseProject((file) => (file === 'assay.yaml' ? text : 'policy: p\nowner: a\n'));
      for (const config of project?.sources ?? []) {
        made++;
        expect(projectSources('', io)(config).name).toBe('risk');
      }
    }),
    { numRuns: 1000 },
  );
  expect(made).toBeGreaterThan(50);
});
