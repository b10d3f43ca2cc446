// SPDX-License-Identifier: Apache-2.0
// What is built sends its records where the project's log says.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Run } from '../testing/run.ts';

const POOL = 'cognito/pre-token-generation';
const TABLE = '{ driver: dynamodb, table: assay-log, region: eu-west-1 }';
const COLLECTOR = "collector: { url: 'https://log.example.com', token: ASSAY_LOG_TOKEN }";

let folder: string;
let project: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-build-'));
  project = join(folder, 'pool');
  await run(['init', project]);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Replaces the place of the log by these lines. */
function setLog(...lines: readonly string[]): void {
  const file = join(project, 'assay.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('  file: records.jsonl', lines.map((line) => `  ${line}`).join('\n')),
  );
}

const build = (): Promise<Run> => run(['build', '--project', project, '--target', POOL, '--out', join(folder, 'out')]);
const written = (file: string): string => readFileSync(join(folder, 'out', file), 'utf8');

test('a Lambda whose log is a table writes it, may read and put there and nothing else, and counts on its own log', async () => {
  setLog(`store: ${TABLE}`);
  const { code, out, err } = await build();
  expect({ code, err, last: out.trimEnd().split('\n').at(-1) }).toEqual({
    code: 0,
    err: '',
    last: 'The policy set is not archived, for its log is one that others share: `--archive` does it, and replays need it.',
  });
  const template = written('template.yaml');
  for (const action of ['dynamodb:GetItem', 'dynamodb:PutItem'])
    expect(template).toContain(
      `Action: ${action}\n                Resource:\n                  - !Sub 'arn:\${AWS::Partition}:dynamodb:eu-west-1:\${AWS::AccountId}:table/assay-log'
                Condition:
                  ForAllValues:StringLike:
                    dynamodb:LeadingKeys: ["E#*", "TERM#*", `,
    );
  expect(written('index.mjs')).toContain('"summary"');
});

test('one with a collector posts to it, with a secret the template asks for', async () => {
  setLog('store: { driver: sqlite, file: log.db }', COLLECTOR);
  expect(await build()).toMatchObject({ code: 0, err: '' });
  expect(written('index.mjs')).toContain('https://log.example.com');
  expect(written('template.yaml')).toContain('ASSAY_LOG_TOKEN');
  expect(written('template.yaml')).not.toContain('dynamodb:');
});

test('the way is the one that is asked for', async () => {
  setLog(`store: ${TABLE}`, COLLECTOR, `send: { ${POOL}: console }`);
  expect(await build()).toMatchObject({ code: 0, err: '' });
  const code = written('index.mjs');
  expect([code.includes('https://log.example.com'), code.includes('assay-log')]).toEqual([false, false]);
});

test('where a record is not required, what the log does not take goes to the console', async () => {
  setLog('store: { driver: sqlite, file: log.db }', COLLECTOR);
  const file = join(project, 'assay.yaml');
  expect((await build()).code).toBe(0);
  expect(written('index.mjs')).not.toContain('went to the console');
  writeFileSync(file, readFileSync(file, 'utf8').replace('required: true', 'required: false'));
  expect((await build()).code).toBe(0);
  expect(written('index.mjs')).toContain('went to the console');
});

test('personal data is hashed before it leaves, with a secret the template asks for', async () => {
  setLog('file: records.jsonl', 'fields: { /who/subject/id: hmac }', 'hmac_key: ASSAY_LOG_HMAC_KEY');
  expect(await build()).toMatchObject({ code: 0, err: '' });
  expect(written('template.yaml')).toContain('ASSAY_LOG_HMAC_KEY');
});

test('without the key of its hashes the Lambda writes no record, and so issues no token', async () => {
  setLog('file: records.jsonl', 'fields: { /who/subject/id: hmac, /inputs: drop }', 'hmac_key: ASSAY_LOG_HMAC_KEY');
  expect((await build()).code).toBe(0);
  const event = readFileSync(join(project, 'events/sign-in.json'), 'utf8');
  const script = `const { handler } = await import(${JSON.stringify(join(folder, 'out/index.mjs'))});
    await handler(${event}).catch((error) => console.log(error.message.slice(0, 14)));`;
  const printed = (key: string): readonly string[] =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, ASSAY_LOG_HMAC_KEY: key },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n');
  expect(printed('')).toEqual(['[server_error]']);
  const [record = ''] = printed('a key');
  expect(JSON.parse(record)).toMatchObject({
    who: { subject: { id: expect.stringMatching(/^hmac-sha256:[\w-]{43}$/) as string } },
    inputs: {},
    redacted: ['/who/subject/id', '/inputs'],
  });
});

test.each([
  [
    'a store it cannot write',
    ['store: { driver: sqlite, file: log.db }', `send: { ${POOL}: store }`],
    'it can write a store of DynamoDB only',
  ],
  [
    'a collector on this machine',
    ['file: records.jsonl', "collector: { url: 'http://localhost:8481', token: ASSAY_LOG_TOKEN }"],
    '`http://localhost:8481` is an address of this machine',
  ],
])('%s is refused', async (_, lines, message) => {
  setLog(...lines);
  const { code, err } = await build();
  expect({ code, isTold: err.includes(`ERR_ARTEFACT_INVALID: `) && err.includes(message) ? true : err }).toEqual({
    code: 2,
    isTold: true,
  });
});

test.each([
  ['no store at all', ['required: false'], 'the key `store` (or `file`) is missing in `log`'],
  ['two of them', ['file: a.jsonl', 'store: { driver: sqlite, file: log.db }'], '`store` has no meaning beside `file`'],
  [
    'a key of another driver',
    ['store: { driver: sqlite, file: log.db, table: x }'],
    '`table` has no meaning beside `driver: sqlite`',
  ],
  [
    'a driver without what it needs',
    ['store: { driver: dynamodb }'],
    'the key `table` is missing in a store with `driver: dynamodb`',
  ],
  [
    'hashes without a key',
    ['file: a.jsonl', 'fields: { /who/subject/id: hmac }'],
    '`hmac` needs the key `hmac_key` in `log`',
  ],
  [
    'a way to a collector that is not there',
    ['file: a.jsonl', `send: { ${POOL}: collector }`],
    '`collector` needs the key `collector` in `log`',
  ],
  [
    'what is no pointer',
    ['file: a.jsonl', 'fields: { who: drop }'],
    'expected a JSON pointer into the record, and found `who`',
  ],
  [
    'a secret in the place of its name',
    ['file: a.jsonl', 'hmac_key: aHR0cHM6Ly9leGFtcGxl'],
    'expected the name of a secret',
  ],
])('assay check tells of %s', async (_, lines, message) => {
  setLog(...lines);
  const { code, out } = await run(['check', '--project', project]);
  expect({ code, isTold: out.includes(message) ? true : out }).toEqual({ code: 1, isTold: true });
});
