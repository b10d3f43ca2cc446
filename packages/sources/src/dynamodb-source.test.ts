// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { isAssayError } from '@assay/core/errors';
import { fuzzRuns } from '@assay/core/testing';
import { createMemoryCache } from './cache.ts';
import {
  createDynamoDbSource,
  type DynamoDbReader,
  type DynamoDbSourceOptions,
  type DynamoDbSourcePorts,
} from './dynamodb-source.ts';

const NOW = 1_700_000_000_000;
const KEY = 'ann-of-green-gables';
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const { signal } = new AbortController();
const OPTIONS: DynamoDbSourceOptions = { name: 'iga', table: 'entitlements', partitionKey: 'pk', prefix: 'SUBJECT#' };

function sourceOf(
  getItem: DynamoDbReader['getItem'],
  options: Partial<DynamoDbSourceOptions> = {},
  ports: Partial<DynamoDbSourcePorts> = {},
): ReturnType<typeof createDynamoDbSource> {
  const client = (): Promise<DynamoDbReader> => Promise.resolve({ getItem });
  return createDynamoDbSource({ ...OPTIONS, ...options }, { client, clock: () => NOW, sha256, ...ports });
}

async function failure(read: unknown): Promise<string> {
  const error: unknown = await Promise.resolve(read).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isAssayError(error)) throw new Error('expected a failed read');
  expect([error.code, error.cause]).toEqual(['ERR_SOURCE_READ', undefined]);
  expect(`${error.message}${error.stack}`).not.toContain(KEY);
  return error.message.replace('source `iga`: ', '');
}

describe('a source in a table', () => {
  test('asks for the item of the key, and answers with what is in it', async () => {
    const asked: unknown[] = [];
    const source = sourceOf(
      (...call) => {
        asked.push(call);
        return Promise.resolve({ pk: { S: `SUBJECT#${KEY}` }, roles: { SS: ['b', 'a'] } });
      },
      { region: 'eu-west-1' },
    );
    expect(await source.read(KEY, signal)).toEqual({ value: { roles: ['a', 'b'] }, asOf: NOW });
    expect(asked).toEqual([[{ table: 'entitlements', partitionKey: 'pk', key: `SUBJECT#${KEY}` }, signal]]);
  });

  test('asks for the key as it is where nothing stands before it, in the region it is told', async () => {
    const asked: unknown[] = [];
    const client: DynamoDbSourcePorts['client'] = (region) => {
      asked.push(region);
      return Promise.resolve({ getItem: ({ key }) => Promise.resolve(void asked.push(key)) });
    };
    const { prefix: _, ...bare } = OPTIONS;
    const ports = { client, clock: () => NOW, sha256 };
    await createDynamoDbSource(bare, ports).read(KEY, signal);
    await createDynamoDbSource({ ...bare, region: 'eu-west-1' }, ports).read(KEY, signal);
    expect(asked).toEqual([undefined, KEY, 'eu-west-1', KEY]);
  });

  test('knows nothing of a key without an item', async () => {
    expect(await sourceOf(() => Promise.resolve(undefined)).read(KEY, signal)).toEqual({ value: undefined, asOf: NOW });
  });

  test('makes no client before its first read', () => {
    const client = (): never => {
      throw new Error('made');
    };
    expect(sourceOf(() => Promise.resolve(undefined), {}, { client }).name).toBe('iga');
  });

  test.each<[string, DynamoDbReader['getItem'], string]>([
    [
      'the table is not there',
      () => Promise.reject(Object.assign(new Error(`no ${KEY}`), { name: 'ResourceNotFoundException' })),
      'could not be asked (ResourceNotFoundException)',
    ],
    ['what is thrown is a text', () => Promise.reject(KEY), 'could not be asked'],
    [
      'the name of an error says too much',
      () => Promise.reject(Object.assign(new Error(KEY), { name: KEY })),
      'could not be asked',
    ],
    [
      'the item holds bytes',
      () => Promise.resolve({ a: { B: KEY } }),
      'its item holds bytes, which JSON does not have',
    ],
    [
      'a number is not exact',
      () => Promise.resolve({ a: { N: '12345678901234567890' } }),
      'its item holds a number JSON cannot hold exactly: write it as a text',
    ],
    ['there is no item in the answer', () => Promise.resolve(KEY), 'its item is not an item'],
  ])('fails where %s', async (_, getItem, message) => {
    expect(await failure(sourceOf(getItem).read(KEY, signal))).toBe(message);
  });

  test('fails where there is no client to be had', async () => {
    const client = (): Promise<never> => Promise.reject(new Error(KEY));
    expect(await failure(sourceOf(() => Promise.resolve({}), {}, { client }).read(KEY, signal))).toBe(
      'could not be asked',
    );
  });

  test.each(['', '\ud800', 'a\udc00'])('does not ask for %j, which is no text of its own', async (key) => {
    const getItem = jest.fn();
    expect(await failure(sourceOf(getItem).read(key, signal))).toBe('the key is no text');
    expect(getItem).not.toHaveBeenCalled();
  });

  test('asks once within the time an answer may be used; another table has answers of its own', async () => {
    let now = NOW;
    const clock = (): number => now;
    const cache = createMemoryCache({ maxEntries: 10, clock });
    let asked = 0;
    const getItem = (): Promise<unknown> => Promise.resolve({ n: { N: `${++asked}` } });
    const source = sourceOf(getItem, { cacheMs: 1000 }, { clock, cache });
    const other = sourceOf(getItem, { cacheMs: 1000, table: 'other' }, { clock, cache });
    const first = { value: { n: 1 }, asOf: NOW };
    expect(await source.read(KEY, signal)).toEqual(first);
    now += 999;
    expect([await source.read(KEY, signal), await other.read(KEY, signal)]).toEqual([
      first,
      { value: { n: 2 }, asOf: now },
    ]);
    now += 1;
    expect(await source.read(KEY, signal)).toEqual({ value: { n: 3 }, asOf: now });
  });
});

test('whatever a table answers or throws, a read gives a reading or a failed read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.boolean(), async (answer, throws) => {
      const getItem = (): Promise<unknown> => (throws ? Promise.reject(answer as Error) : Promise.resolve(answer));
      const read = Promise.resolve(sourceOf(getItem).read(KEY, signal));
      const reading = await read.catch(() => undefined);
      if (reading === undefined) expect(await failure(read)).toMatch(/^(?:could not be asked|its item)/);
      else expect([Object.keys(reading), reading.asOf]).toEqual([['value', 'asOf'], NOW]);
    }),
    fuzzRuns(300),
  );
});
