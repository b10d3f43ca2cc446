// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type Folder } from './testing/copy-example.ts';
import { NOW, run, type Run } from './testing/run.ts';

const EXAMPLE = join(__dirname, '../../../examples/quickstart');
const PERSON = readFileSync(join(EXAMPLE, 'events/1-person.json'), 'utf8');

let project: Folder;
beforeEach(() => {
  project = copyProject(EXAMPLE, NOW - 60_000);
});
afterEach(() => project.remove());

const decide = (event: string, ...more: readonly string[]): Promise<Run> =>
  run(['decide', '--idp', 'cognito', '--event', event, ...more], { cwd: project.path });
const records = (): number => {
  const file = join(project.path, 'records.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
};

/** The event of a person with something else in the place of `path`. */
function person(change: (event: Record<string, Record<string, unknown>>) => void): string {
  const event = JSON.parse(PERSON) as Record<string, Record<string, unknown>>; // sound: the fixture is an object of objects where a test changes it
  change(event);
  return JSON.stringify(event);
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test.each<[what: string, text: string | Uint8Array, line: string]>([
  ['text', 'hello', 'ERR_EVENT_SYNTAX: e.json:1:1: expected JSON: unexpected `h`'],
  ['nothing', '', 'ERR_EVENT_SYNTAX: e.json: expected JSON, found nothing'],
  ['blanks', ' \n ', 'ERR_EVENT_SYNTAX: e.json: expected JSON, found nothing'],
  ['half an object', '{"version":\n  "2"', 'ERR_EVENT_SYNTAX: e.json:2:6: expected JSON: the text ends too early'],
  ['a trailing comma', '{\n  "version": "2",\n}', 'ERR_EVENT_SYNTAX: e.json:3:1: expected JSON: unexpected `}`'],
  ['an escape sequence', '{"a": \u001b[31m}', 'ERR_EVENT_SYNTAX: e.json:1:7: expected JSON: unexpected `\\u{1b}`'],
  [
    'bytes',
    new Uint8Array([0xff, 0xfe, 0x00, 0x01]),
    'ERR_EVENT_SYNTAX: e.json: expected text, found bytes that are no UTF-8',
  ],
  [
    'more than a megabyte',
    `"${'x'.repeat(1024 * 1024)}"`,
    'ERR_EVENT_LIMIT: e.json: expected at most 1048576 bytes, found more',
  ],
])('an event that is %s never reaches a decision, and leaves no record', async (_, text, line) => {
  writeFileSync(join(project.path, 'e.json'), text);
  expect(await decide('e.json')).toEqual({ code: 2, out: '', err: `assay: ${line}\n` });
  expect(records()).toBe(0);
});

test.each<[what: string, text: string, lines: readonly string[]]>([
  ['too deep', nested(20), [`ERR_EVENT_LIMIT: e.json: ${'/0'.repeat(16)}: expected at most 16 levels`]],
  [
    'as deep as a file can hold',
    nested(500_000),
    [`ERR_EVENT_LIMIT: e.json: ${'/0'.repeat(16)}: expected at most 16 levels`],
  ],
  [
    'too large',
    person((event) => void (event['request']!['clientMetadata'] = { a: 'x'.repeat(300_000) })),
    [
      'ERR_EVENT_LIMIT: e.json: /request/clientMetadata/a: expected at most 16384 characters, found 300000',
      'ERR_EVENT_LIMIT: e.json: /request/clientMetadata/a: expected at most 262144 characters in all',
    ],
  ],
  [
    'with a number for a string',
    person((event) => void (event['request']!['userAttributes'] = { sub: 'a', email: 5 })),
    ['ERR_EVENT_INVALID: e.json: /request/userAttributes/email: expected a string, found a number'],
  ],
  [
    'with two mistakes',
    person((event) => {
      event['callerContext'] = { clientId: 7 };
      event['request']!['scopes'] = ['openid', 1];
    }),
    [
      'ERR_EVENT_INVALID: e.json: /callerContext/clientId: expected a string, found a number',
      'ERR_EVENT_INVALID: e.json: /request/scopes: expected a list of strings, found a list',
    ],
  ],
  [
    'with __proto__ as a key',
    PERSON.replace('"userAttributes": {', '"userAttributes": { "__proto__": { "email": "x" },'),
    [
      'ERR_EVENT_INVALID: e.json: /request/userAttributes/__proto__: `__proto__` is not a member name an event may have',
    ],
  ],
  [
    'with constructor as a key',
    PERSON.replace('"userAttributes": {', '"userAttributes": { "constructor": "x",'),
    [
      'ERR_EVENT_INVALID: e.json: /request/userAttributes/constructor: `constructor` is not a member name an event may have',
    ],
  ],
  ['a string', '"hello"', ['ERR_EVENT_INVALID: e.json: expected an object, found a string']],
  ['null', 'null', ['ERR_EVENT_INVALID: e.json: expected an object, found nothing']],
])('an event %s is refused with a line per problem, and is one attempt in the record', async (_, text, lines) => {
  writeFileSync(join(project.path, 'e.json'), text);
  const { code, out, err } = await decide('e.json');
  expect({ code, out, err: err.split('\n').slice(0, lines.length) }).toEqual({
    code: 2,
    out: '',
    err: lines.map((line) => `assay: ${line}`),
  });
  expect(records()).toBe(1);
});

test('with --json the problems are one object on standard error, and nothing on standard output', async () => {
  writeFileSync(
    join(project.path, 'e.json'),
    person((event) => void (event['request']!['userAttributes'] = { sub: 'a', email: 5 })),
  );
  const { code, out, err } = await decide('e.json', '--json');
  expect({ code, out, err: JSON.parse(err) as unknown }).toEqual({
    code: 2,
    out: '',
    err: {
      error: {
        code: 'ERR_EVENT_INVALID',
        message: 'the event could not be read',
        subject: 'e.json',
        problems: [{ path: '/request/userAttributes/email', message: 'expected a string, found a number' }],
        help: null,
      },
    },
  });
});

test.each([
  ['a missing file', 'nothing.json', 'ERR_FILE_READ: nothing.json: expected a file, found nothing'],
  ['a folder', 'events', 'ERR_FILE_READ: events: expected a file, found a folder'],
  ['a file below a file', 'assay.yaml/e.json', 'ERR_FILE_READ: assay.yaml/e.json: expected a file, found nothing'],
  ['a name that is no path', 'a\u0000b', 'ERR_FILE_READ: a\\u{0}b: could not be read (ERR_INVALID_ARG_VALUE)'],
])('%s is named', async (_, event, line) => {
  expect(await decide(event)).toEqual({ code: 2, out: '', err: `assay: ${line}\n` });
});

test.each<[argv: readonly string[], lines: readonly string[]]>([
  [['chekc'], ['ERR_USAGE: unknown command `chekc`', 'help: did you mean `check`; `assay help` shows every command']],
  [
    ['check', '--bogus'],
    ['ERR_USAGE: unknown option `--bogus`', 'help: `assay help` shows every command'],
  ],
  [
    ['check', 'extra'],
    [
      'ERR_USAGE: too many arguments for `check`. Expected 0 arguments but got 1',
      'help: `assay help` shows every command',
    ],
  ],
  [
    ['decide', '--event', 'e.json'],
    ['ERR_USAGE: required option `--idp <name>` not specified', 'help: `assay help` shows every command'],
  ],
  [
    ['decide', '--idp', 'cognito'],
    ['ERR_USAGE: required option `--event <file>` not specified', 'help: `assay help` shows every command'],
  ],
  [
    ['decide', '--idp', 'cognito', '--evnt', 'e.json'],
    ['ERR_USAGE: unknown option `--evnt`', 'help: did you mean `--event`; `assay help` shows every command'],
  ],
  [
    ['explain', '--ipd', 'cognito', '--event', 'e.json'],
    ['ERR_USAGE: unknown option `--ipd`', 'help: did you mean `--idp`; `assay help` shows every command'],
  ],
  [
    ['decide', '--idp', 'x', '--event', 'e'],
    [
      'ERR_USAGE: option `--idp <name>` argument `x` is invalid: expected auth0, cognito, keycloak',
      'help: `assay help` shows every command',
    ],
  ],
  [
    ['check', '--project', 'nowhere'],
    ['ERR_PROJECT_NOT_FOUND: nowhere: expected `assay.yaml` in this folder, found none'],
  ],
])('assay %j is a usage error', async (argv, lines) => {
  const err = lines.map((line) => `assay: ${line}\n`).join('');
  expect(await run(argv, { cwd: project.path })).toEqual({ code: 2, out: '', err });
});

test('without a project here or above it says how to get one', async () => {
  expect(await run(['check'], { cwd: '/' })).toEqual({
    code: 2,
    out: '',
    err: 'assay: ERR_PROJECT_NOT_FOUND: no `assay.yaml` here or above\nassay: help: `assay init` writes one, `--project DIR` names one\n',
  });
});

test('a project with mistakes decides nothing: they are drawn on standard error', async () => {
  const policy = join(project.path, 'policies/payments.yaml');
  writeFileSync(policy, readFileSync(policy, 'utf8').replace('iga.status == "active"', 'iga.statsu == "active"'));
  const { code, out, err } = await decide('events/1-person.json');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^policies\/payments\.yaml:15:\d+: error\[unknown-member\]: /);
  expect(err.trimEnd().split('\n').at(-1)).toBe(
    'assay: ERR_PROJECT_INVALID: the project has 1 error, and cannot decide before they are mended',
  );
  expect(records()).toBe(0);
});

test('a project without a target for the identity provider decides nothing', async () => {
  const file = join(project.path, 'assay.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text.slice(0, text.indexOf('targets:'))}targets: {}\n${text.slice(text.indexOf('log:'))}`);
  expect(await decide('events/1-person.json')).toEqual({
    code: 2,
    out: '',
    err: [
      'assay: ERR_PROJECT_INVALID: assay.yaml: the project has no target `cognito/pre-token-generation`\n',
      'assay: help: add `cognito/pre-token-generation: {}` under `targets`\n',
    ].join(''),
  });
});

const blockLog = (required: boolean): void => {
  mkdirSync(join(project.path, 'records.jsonl'));
  const file = join(project.path, 'assay.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('required: true', `required: ${required}`));
};

describe('a log that cannot be written', () => {
  test('refuses the token where the record is required, and says so', async () => {
    blockLog(true);
    const { code, out, err } = await decide('events/1-person.json', '--json');
    const { decision, native } = JSON.parse(out) as { decision: Record<string, unknown>; native: unknown }; // sound: what decide prints
    expect({
      code,
      outcome: decision['outcome'],
      error: decision['error'],
      reason: decision['reason'],
      native,
    }).toEqual({
      code: 1,
      outcome: 'deny',
      error: 'server_error',
      reason: { code: 'record_not_written', admin: 'the decision record could not be written, and is required' },
      native: { errorType: 'Error', errorMessage: expect.stringMatching(/^\[server_error\] 019b7ca9-/) as unknown },
    });
    expect(JSON.parse(err)).toEqual({
      error: {
        code: 'ERR_STORE_OPEN',
        message: expect.stringMatching(/: EISDIR; the token is refused$/) as unknown,
        record: expect.any(String) as unknown,
        sink: 'jsonl',
      },
    });
  });

  test('lets the decision stand where it is not, and reports the loss', async () => {
    blockLog(false);
    const { code, out, err } = await decide('events/1-person.json');
    expect(code).toBe(0);
    expect(out).toMatch(/^permit /);
    expect(err).toMatch(
      /^assay: ERR_STORE_OPEN: record \S+ was not written: .*: EISDIR; the token is issued all the same \(`log.required` is false\)\n$/,
    );
  });
});
