// SPDX-License-Identifier: Apache-2.0
import { fuzzRuns } from '@assay/core/testing';
import fc from 'fast-check';
import {
  ACTION_TRIGGERS,
  createActionInstance,
  SAMPLE_EVENTS,
  sampleEvent,
  type ActionReport,
  type ActionTrigger,
} from './index.ts';
import { at, isMembers } from './json.ts';

/** Calls every method there is with every value it is given, and lets none of their exceptions out. */
const CALLS_EVERYTHING = (entrypoint: string): string => `
  exports.${entrypoint} = async (event, api) => {
    for (const name of Object.keys(api)) {
      for (const method of Object.getOwnPropertyNames(api[name])) {
        for (const args of [[], [event], [event.odd, event.odd, event.odd], ['a', 'b', {}], [Symbol.iterator]]) {
          try { await api[name][method](...args); } catch {}
        }
      }
    }
  };`;

const TRIGGERS = Object.keys(ACTION_TRIGGERS) as ActionTrigger[]; // sound: the names of the table
const OUTCOMES = ['permit', 'deny', 'suspended', 'error'];

const instances = new Map(
  TRIGGERS.map((trigger) => [
    trigger,
    createActionInstance({ code: CALLS_EVERYTHING(ACTION_TRIGGERS[trigger].entrypoints[0]), trigger }),
  ]),
);

const execute = (trigger: ActionTrigger, event: unknown): Promise<ActionReport> =>
  instances.get(trigger)!.execute(event); // sound: one for each

const odd = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.constantFrom<unknown>(
    Symbol('s'),
    () => 1,
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no keys');
        },
      },
    ),
    {
      toJSON: () => {
        throw new Error('no JSON');
      },
    },
    Object.defineProperty({}, 'a', {
      enumerable: true,
      get: () => {
        throw new Error('no value');
      },
    }),
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`),
  ),
);

/** The paths of an event, and of each section one level down. */
const PATHS = TRIGGERS.flatMap((trigger) =>
  SAMPLE_EVENTS[trigger].flatMap((name) => {
    const event = sampleEvent(trigger, name);
    return Object.keys(event).flatMap((section): [ActionTrigger, string, readonly string[]][] => {
      const members = at(event, section);
      const inner = isMembers(members) ? Object.keys(members) : [];
      return [
        [trigger, name, [section]],
        ...inner.map((member): [ActionTrigger, string, readonly string[]] => [trigger, name, [section, member]]),
      ];
    });
  }),
);

test('whatever an event is, there is a report of it, and it is plain data', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...TRIGGERS), odd, async (trigger, event) => {
      const report = await execute(trigger, event);
      expect(OUTCOMES).toContain(report.outcome);
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    }),
    fuzzRuns(60),
  );
});

test('whatever one section of an event is, or one member of it, likewise', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PATHS),
      odd,
      odd,
      async ([trigger, name, [section = '', member]], value, other) => {
        const event: Record<string, unknown> = { ...sampleEvent(trigger, name as 'minimal'), odd: other }; // sound: a name of the same table
        event[section] = member === undefined ? value : { ...(event[section] as object), [member]: value }; // sound: sections with members are objects
        const report = await execute(trigger, event);
        expect(OUTCOMES).toContain(report.outcome);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      },
    ),
    fuzzRuns(100),
  );
});

test.each([undefined, null, 'text', [], 7n])('%p is no event: the Action is not asked', async (event) => {
  expect(await execute('post-login', event)).toMatchObject({ outcome: 'error', error: 'server_error', calls: [] });
});

test('nothing of an event reaches a prototype', async () => {
  await execute(
    'post-login',
    JSON.parse('{"transaction":{"metadata":{"__proto__":"x"}},"__proto__":{"polluted":true}}'),
  );
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('what an Action does to its event stays with it', async () => {
  const event = sampleEvent('post-login');
  const before = structuredClone(event);
  const code = `exports.onExecutePostLogin = async (event) => { delete event.user; event.request.ip = 'x'; Object.freeze(event.transaction); };`;
  await createActionInstance({ code, trigger: 'post-login' }).execute(event);
  expect(event).toEqual(before);
});

test('an Action that spoils its event does not change what becomes of it', async () => {
  const spoil = `
    exports.onExecutePostLogin = async (event, api) => {
      api.authentication.challengeWith({ type: 'otp' });
      for (const name of Object.keys(event)) Object.defineProperty(event, name, { get() { throw new Error('spoiled'); } });
    };`;
  const instance = createActionInstance({ code: spoil, trigger: 'post-login' });
  expect(await instance.execute(sampleEvent('post-login', 'refresh'))).toMatchObject({
    outcome: 'error',
    error: 'interaction_required',
    httpStatus: 403,
  });
  expect(await instance.execute(sampleEvent('post-login', 'code'))).toMatchObject({ outcome: 'suspended' });
});
