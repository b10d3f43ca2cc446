// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';

/** The string at a path of an answer; throws where there is none, because nothing of a test goes on without it. */
export function textAt(answer: unknown, ...path: readonly string[]): string {
  const found = path.reduce(own, answer);
  if (typeof found !== 'string') throw new Error(`expected a string at ${path.join('.')}, found ${typeof found}`);
  return found;
}
