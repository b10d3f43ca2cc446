// SPDX-License-Identifier: Apache-2.0
import type { ServerFacts } from './facts.ts';
import { NAMES } from './names.ts';

/** What of our provider a server does not have. A mapper nobody has is taken without a word, and does nothing. Pure. */
export function missingProviders({ executors, mappers, listeners }: ServerFacts): readonly string[] {
  return [
    ...(executors.has(NAMES.executor) ? [] : [NAMES.executor]),
    ...[NAMES.mapper, NAMES.samlMapper].filter((name) => !mappers.has(name)),
    ...(listeners.has(NAMES.listener) ? [] : [NAMES.listener]),
  ];
}
