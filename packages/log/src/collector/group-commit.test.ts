// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import fc from 'fast-check';
import type { Content } from '../entry/entry.ts';
import { recordOf } from '../testing/record-of.ts';
import { createGroupCommit, type Status } from './group-commit.ts';

const of = (...ns: readonly number[]): readonly Content[] =>
  ns.map((n) => ({ kind: 'decision', writer: 'w1', seq: n, record: recordOf({ n }) }));
const numbersOf = (contents: readonly Content[]): readonly number[] => contents.map(({ seq }) => seq);

/** A store that notes its batches, and refuses those that hold one of `bad`. */
function storeOf(bad: readonly number[] = []) {
  const batches: (readonly number[])[] = [];
  return {
    batches,
    append: async (contents: readonly Content[]): Promise<readonly Status[]> => {
      const numbers = numbersOf(contents);
      batches.push(numbers);
      await new Promise((resolve) => setImmediate(resolve));
      if (numbers.some((n) => bad.includes(n))) throw new AssayError('ERR_SINK_WRITE', 'no');
      return numbers.map((n) => (n % 2 === 0 ? 'stored' : 'known'));
    },
  };
}

describe('group commit', () => {
  it('writes together what comes together, and gives each its own answer', async () => {
    const store = storeOf();
    const { append } = createGroupCommit(store.append);
    const answers = await Promise.all([append(of(0, 1)), append(of(2)), append(of(3))]);
    expect([answers, store.batches]).toEqual([[['stored', 'known'], ['stored'], ['known']], [[0, 1, 2, 3]]]);
  });

  it('writes no batch larger than allowed, but where one request is', async () => {
    const store = storeOf();
    const { append, flush } = createGroupCommit(store.append, { maxBatch: 3 });
    void append(of(0, 1));
    void append(of(2, 3));
    void append(of(4));
    void append(of(5, 6, 7, 8));
    await flush();
    expect(store.batches).toEqual([
      [0, 1],
      [2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  it('refuses what is too much to wait', async () => {
    const { append } = createGroupCommit(storeOf().append, { maxQueue: 2 });
    const first = append(of(0, 1));
    await expect(append(of(2))).rejects.toMatchObject({ code: 'ERR_LOG_QUEUE' });
    expect(await first).toEqual(['stored', 'known']);
    expect(await append(of(4))).toEqual(['stored']);
  });

  it('lets nobody suffer for what the store does not take of another', async () => {
    const store = storeOf([1]);
    const { append } = createGroupCommit(store.append);
    const answers = await Promise.allSettled([append(of(0)), append(of(1)), append(of(2))]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('gives up on a store that takes nothing after two tries', async () => {
    const store = storeOf([0, 1, 2, 3, 4]);
    const { append } = createGroupCommit(store.append);
    const answers = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => append(of(n))));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect(store.batches).toEqual([[0, 1, 2, 3, 4], [0], [1]]);
  });

  it('answers every request, each with as many statuses as it has records', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 12 }),
        async (sizes, bad, maxBatch) => {
          const { append } = createGroupCommit(storeOf(bad).append, { maxBatch });
          let next = 0;
          const requests = sizes.map((size) => of(...Array.from({ length: size }, () => next++)));
          const answers = await Promise.allSettled(requests.map(append));
          answers.forEach((answer, at) => {
            const numbers = numbersOf(requests[at] ?? []);
            if (answer.status === 'fulfilled')
              expect(answer.value).toEqual(numbers.map((n) => (n % 2 === 0 ? 'stored' : 'known')));
            else expect(bad.length).toBeGreaterThan(0);
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});
