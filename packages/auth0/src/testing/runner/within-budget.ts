// SPDX-License-Identifier: Apache-2.0

export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
}

/**
 * What `work` comes to, if it does so within `budgetMs`; rejects with BudgetExceeded otherwise. A loop that never waits cannot be stopped from
 * here: it is told of when it ends.
 */
export async function withinBudget<T>(budgetMs: number, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const exceeded = (): BudgetExceeded => new BudgetExceeded(`the execution took more than ${budgetMs} ms`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(exceeded()), budgetMs);
  });
  try {
    const result = await Promise.race([work(), late]);
    if (performance.now() - started > budgetMs) throw exceeded();
    return result;
  } finally {
    clearTimeout(timer);
  }
}
