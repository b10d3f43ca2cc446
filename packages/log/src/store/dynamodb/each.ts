// SPDX-License-Identifier: Apache-2.0

/** Does `work` for each, so many at once, and gives the results in order. Where one fails the rest is not begun; it rejects once nothing is under way any more. */
export async function each<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const at = next++;
      try {
        results[at] = await work(items[at]!, at); // sound: below the length
      } catch (cause) {
        failed = true;
        throw cause;
      }
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
  return results;
}
