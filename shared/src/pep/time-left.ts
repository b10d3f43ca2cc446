// SPDX-License-Identifier: Apache-2.0
import type { Attempt } from './attempt.ts';
import type { Ports } from './ports.ts';

/** What a sink has where the settings do not say, in milliseconds: less than the shortest time a platform gives the whole hook. */
const LOG_TIMEOUT_MS = 2_000;

/** What is left of an attempt's budget, in milliseconds; at least 0. */
export function timeLeft({ startedOn }: Pick<Attempt<unknown>, 'startedOn'>, { budgetMs, stopwatch }: Ports): number {
  return budgetMs === undefined ? Infinity : Math.max(0, budgetMs - (stopwatch() - startedOn));
}

/** What the log may take, in milliseconds: of a budget at most half, so that sources have the other. */
export function logTimeout({ log, budgetMs = Infinity }: Ports): number {
  return Math.min(log.timeoutMs ?? LOG_TIMEOUT_MS, budgetMs / 2);
}
