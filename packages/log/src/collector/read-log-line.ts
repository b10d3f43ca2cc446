// SPDX-License-Identifier: Apache-2.0
import { looksLikeToken } from '@assay/core/log';
import type { Call } from './context.ts';

/** That somebody asked, and what; about whom is not in it. */
export interface Read {
  readonly time: string;
  readonly who: string;
  readonly route: string;
  /** Of the decision, where one is asked for. */
  readonly id?: string;
  readonly question: Readonly<Record<string, readonly string[]>>;
}

const MAX_VALUE = 200;
const MAX_VALUES = 20;
/** Values that tell of a person, or of nothing: a page is known by its question. */
const LEFT_OUT = new Set(['subject', 'after']);

/** What is written down of a question. */
export function readOf({ url, id, bearer, ports }: Call, route: string): Read {
  const names = [...new Set(url.searchParams.keys())].slice(0, MAX_VALUES);
  const question = names.map((name) => [
    shown(name),
    LEFT_OUT.has(name) ? ['[left out]'] : url.searchParams.getAll(name).slice(0, MAX_VALUES).map(shown),
  ]);
  return {
    time: new Date(ports.clock()).toISOString(),
    who: bearer.name,
    route,
    ...(id !== '' && { id }),
    question: Object.fromEntries(question) as Read['question'], // sound: pairs of a name and values
  };
}

const shown = (text: string): string => (looksLikeToken(text) ? '[redacted]' : text.slice(0, MAX_VALUE).toWellFormed());
