// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { canonicalJson } from '../log/canonical.ts';
import type { JsonObject } from '../model/json.ts';
import { createFixedClock, requestOf, testDigest, TEST_TIME } from '../testing/index.ts';
import { gather, type GatherPorts } from './gather.ts';
import type { Reading, SourceBinding } from './source.ts';

const digestOf = (value: JsonObject): string => `sha256-${testDigest(canonicalJson(value))}`;
const REQUEST = requestOf({ subject: { type: 'user', id: 'sam', profile: { manager: 'kim', empty: '', age: 7 } } });

function setUp(): { readonly ports: GatherPorts; advance(ms: number): void } {
  const { clock, stopwatch, advance } = createFixedClock(TEST_TIME);
  return { ports: { clock, stopwatch, digestOf }, advance };
}

type Read = (key: string, signal: AbortSignal) => unknown;
const binding = (name: string, read: Read, part: Partial<SourceBinding> = {}): SourceBinding => ({
  source: { name, read: read as (key: string, signal: AbortSignal) => Reading }, // what a source really returns nobody knows
  key: ['subject', 'id'],
  timeoutMs: 20,
  ...part,
});
const evidence = (source: string, part: object) => ({ source, latencyMs: 0, ...part });

describe('a source that answers', () => {
  test('gives its attributes, and evidence with their digest and age', () => {
    const value = { roles: ['dev'] };
    const read = binding('iga', (key) => ({ value: { ...value, key }, asOf: TEST_TIME - 90_400 }));
    expect(gather(['iga'], [read], REQUEST, setUp().ports)).toEqual({
      attributes: { iga: { ...value, key: 'sam' } },
      evidence: [evidence('iga', { status: 'ok', ageSeconds: 90, digest: digestOf({ ...value, key: 'sam' }) })],
    });
  });

  test('is asked once, with the key its binding leads to; without a binding with the empty one', () => {
    const keys: string[] = [];
    const read: Read = (key) => {
      keys.push(key);
      return { value: {} };
    };
    const { key: _, ...keyless } = binding('c', read);
    gather(
      ['a', 'b', 'c'],
      [binding('a', read), binding('b', read, { key: ['subject', 'profile', 'manager'] }), keyless],
      REQUEST,
      setUp().ports,
    );
    expect(keys).toEqual(['sam', 'kim', '']);
  });

  test('is not asked where no rule reads it', () => {
    const read: Read = () => {
      throw new Error('asked');
    };
    expect(gather([], [binding('iga', read)], REQUEST, setUp().ports)).toEqual({ attributes: {}, evidence: [] });
  });

  test('that was never given has failed', () => {
    expect(gather(['other'], [], REQUEST, setUp().ports)).toEqual({
      attributes: {},
      evidence: [{ source: 'other', status: 'error', latencyMs: 0 }],
    });
  });

  test('has an age of at least zero, and none where it does not know, or says nonsense', () => {
    const age = (asOf: unknown): unknown => {
      const gathered = gather(['s'], [binding('s', () => ({ value: {}, asOf }))], REQUEST, setUp().ports);
      return 'evidence' in gathered && gathered.evidence[0]?.ageSeconds;
    };
    expect([age(TEST_TIME + 5000), age(undefined), age(NaN), age('today'), age(Infinity)]).toEqual([
      0,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is told how long it took', async () => {
    const { ports, advance } = setUp();
    const gathered = gather(
      ['s'],
      [
        binding('s', async () => {
          await Promise.resolve();
          advance(3);
          return { value: {} };
        }),
      ],
      REQUEST,
      ports,
    );
    expect((await gathered).evidence).toEqual([{ source: 's', status: 'ok', latencyMs: 3, digest: digestOf({}) }]);
  });
});

describe('a source that does not', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;

  test.each<[string, Read, string]>([
    ['knows nothing', () => ({ value: undefined }), 'absent'],
    ['answers without a value', () => ({}), 'absent'],
    [
      'throws',
      () => {
        throw new Error('secret');
      },
      'error',
    ],
    ['rejects', () => Promise.reject(new Error('secret')), 'error'],
    ['answers nothing', () => undefined, 'invalid'],
    ['answers null', () => null, 'invalid'],
    ['answers a text', () => 'yes', 'invalid'],
    ['answers a value that is no object', () => ({ value: ['a'] }), 'invalid'],
    ['answers null for a value', () => ({ value: null }), 'invalid'],
    ['answers what has no JSON', () => ({ value: { n: NaN } }), 'invalid'],
    ['answers half a character', () => ({ value: { text: '\ud800' } }), 'invalid'],
    ['answers a circle', () => ({ value: circular }), 'invalid'],
    [
      'answers what throws when it is looked at',
      () => ({
        get value() {
          throw new Error('secret');
        },
      }),
      'invalid',
    ],
  ])('that %s leaves evidence, and no attributes', async (_, read, status) => {
    expect(await gather(['s'], [binding('s', read)], REQUEST, setUp().ports)).toEqual({
      attributes: {},
      evidence: [evidence('s', { status })],
    });
  });

  test('that takes too long is told to stop, and its answer no longer counts', async () => {
    let aborted = false;
    const read: Read = (_, signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          aborted = true;
          resolve({ value: { late: true } });
        }),
      );
    expect(await gather(['s'], [binding('s', read, { timeoutMs: 1 })], REQUEST, setUp().ports)).toEqual({
      attributes: {},
      evidence: [evidence('s', { status: 'timeout' })],
    });
    expect(aborted).toBe(true);
  });

  test.each([
    ['subject', 'profile', 'empty'],
    ['subject', 'profile', 'age'],
    ['subject', 'profile', 'constructor', 'name'],
    ['client', 'instance'],
  ])('have a key is not asked (case %#)', (...key) => {
    const read: Read = () => {
      throw new Error('asked');
    };
    expect(gather(['s'], [binding('s', read, { key })], REQUEST, setUp().ports)).toEqual({
      attributes: {},
      evidence: [evidence('s', { status: 'absent' })],
    });
  });
});

describe('a stand-in', () => {
  const both = { absent: { score: 0 }, failed: { score: 100 } };
  const stand = (read: Read, part: Partial<SourceBinding>) =>
    gather(['s'], [binding('s', read, part)], REQUEST, setUp().ports);

  test('of what the source knows nothing of is used there, and recorded', () => {
    expect(stand(() => ({ value: undefined }), both)).toEqual({
      attributes: { s: { score: 0 } },
      evidence: [evidence('s', { status: 'absent', digest: digestOf({ score: 0 }), exception: 'absent' })],
    });
  });

  test('of a source that failed is used there, and recorded', () => {
    for (const [read, status] of [
      [() => 'x', 'invalid'],
      [() => ({ value: { n: NaN } }), 'invalid'],
    ] as const) {
      expect(stand(read, both)).toEqual({
        attributes: { s: { score: 100 } },
        evidence: [evidence('s', { status, digest: digestOf({ score: 100 }), exception: 'failed' })],
      });
    }
  });

  test('for one case is not used in the other', () => {
    expect(stand(() => ({ value: undefined }), { failed: { score: 100 } })).toMatchObject({
      attributes: {},
      evidence: [{ status: 'absent' }],
    });
    expect(stand(() => 'x', { absent: { score: 0 } })).toMatchObject({
      attributes: {},
      evidence: [{ status: 'invalid' }],
    });
  });

  test('is not used where the source answered', () => {
    expect(stand(() => ({ value: { score: 7 } }), both)).toMatchObject({
      attributes: { s: { score: 7 } },
      evidence: [{ status: 'ok' }],
    });
  });
});

test('sources are read side by side: the slowest sets the time, and one that fails takes no other with it', async () => {
  const started: string[] = [];
  const slow =
    (name: string): Read =>
    async () => {
      started.push(name);
      await Promise.resolve();
      expect(started).toEqual(['a', 'b', 'c']);
      return { value: { name } };
    };
  const failing: Read = () => {
    started.push('b');
    throw new Error('no');
  };
  const gathered = await gather(
    ['a', 'b', 'c'],
    [binding('a', slow('a')), binding('b', failing), binding('c', slow('c'))],
    REQUEST,
    setUp().ports,
  );
  expect(gathered.attributes).toEqual({ a: { name: 'a' }, c: { name: 'c' } });
  expect(gathered.evidence.map(({ source, status }) => [source, status])).toEqual([
    ['a', 'ok'],
    ['b', 'error'],
    ['c', 'ok'],
  ]);
});

test('a source named like something inherited gives attributes like any other', () => {
  const gathered = gather(['__proto__'], [binding('__proto__', () => ({ value: { a: 1 } }))], REQUEST, setUp().ports);
  expect('attributes' in gathered && Object.hasOwn(gathered.attributes, '__proto__')).toBe(true);
});

test('whatever sources answer, nothing is thrown, and every attribute has evidence', async () => {
  const answer = fc.oneof(
    fc.anything(),
    fc.jsonValue().map((value) => ({ value })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { maxLength: 3 }), async (answers) => {
      const names = answers.map((_, i) => `s${i}`);
      const bindings = answers.map((value, i) =>
        binding(`s${i}`, () => (i % 2 === 0 ? value : Promise.resolve(value)), { timeoutMs: 1000 }),
      );
      const { attributes, evidence: found } = await gather(names, bindings, REQUEST, setUp().ports);
      expect(found.map(({ source }) => source)).toEqual(names);
      expect(Object.keys(attributes)).toEqual(
        found.filter(({ digest }) => digest !== undefined).map(({ source }) => source),
      );
    }),
  );
});
