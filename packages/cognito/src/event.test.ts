// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseEvent } from './event.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

const fixture = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(__dirname, '../fixtures/v2-authentication.json'), 'utf8')) as Record<string, unknown>;

/** The fixture with the member at `path` replaced. */
function bent(path: readonly string[], value: unknown): unknown {
  const event = fixture();
  let parent: Record<string, unknown> = event;
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string, unknown>;
  Object.defineProperty(parent, path.at(-1) ?? '', { value, enumerable: true, configurable: true, writable: true });
  return event;
}

const problems = (event: unknown): readonly string[] => {
  const parsed = parseEvent(event);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('an event that is not one', () => {
  test.each<[string, readonly string[], unknown, readonly string[]]>([
    [
      'a number for an attribute',
      ['request', 'userAttributes', 'email'],
      7,
      ['/request/userAttributes/email: expected a string, found a number'],
    ],
    [
      'an attribute that is null, of a name with a slash',
      ['request', 'userAttributes', 'custom:a/b'],
      null,
      ['/request/userAttributes/custom:a~1b: expected a string, found nothing'],
    ],
    [
      'a number for the client',
      ['callerContext', 'clientId'],
      7,
      ['/callerContext/clientId: expected a string, found a number'],
    ],
    ['no client', ['callerContext'], {}, ['/callerContext/clientId: expected a string, found nothing']],
    [
      'a scope that is no string',
      ['request', 'scopes'],
      ['a', 7],
      ['/request/scopes: expected a list of strings, found a list'],
    ],
    [
      'another trigger',
      ['triggerSource'],
      'PreSignUp_SignUp',
      [expect.stringMatching(/^\/triggerSource: expected one of /) as string],
    ],
    [
      'a key of JavaScript',
      ['request', '__proto__'],
      {},
      ['/request/__proto__: `__proto__` is not a member name an event may have'],
    ],
    [
      'another one',
      ['request', 'clientMetadata'],
      { constructor: '' },
      ['/request/clientMetadata/constructor: `constructor` is not a member name an event may have'],
    ],
    ['half a character', ['userName'], '\ud800', ['/userName: expected well-formed Unicode, found a lone surrogate']],
  ])('%s', (_what, path, value, want) => {
    expect(problems(bent(path, value))).toEqual(want);
  });

  test('nobody to speak for: a user name is nobody, unless an operator says that it stands for the subject', () => {
    const event = bent(['request', 'userAttributes'], {});
    expect(problems(event)).toEqual(['/request/userAttributes/sub: expected a string, found nothing']);
    expect(parseEvent(event, { ...DEFAULT_SETTINGS, missingSub: 'user_name' }).ok).toBe(true);
  });
});

test('what AWS may add is passed over', () => {
  expect(problems(bent(['request', 'newThing'], { any: ['thing'] }))).toEqual([]);
});

test('whatever comes in, reading it answers and changes nothing', () => {
  const member = fc.constantFrom('version', 'request', 'callerContext', 'triggerSource', 'userPoolId', 'userName');
  fc.assert(
    fc.property(member, fc.jsonValue(), (name, value) => {
      const event = bent([name], value);
      const before = JSON.stringify(event);
      parseEvent(event);
      return JSON.stringify(event) === before;
    }),
    { numRuns: 500 },
  );
});
