// SPDX-License-Identifier: Apache-2.0

/** What a condition comes to; `error`: it cannot be told. */
export type Truth = 'yes' | 'no' | 'error';

/** What stands for the value of an expression that has none. */
export const FAILED: unique symbol = Symbol('failed');

/** All of them: one that does not hold settles it, whatever else fails. */
export const all = (truths: readonly Truth[]): Truth =>
  truths.includes('no') ? 'no' : truths.includes('error') ? 'error' : 'yes';

/** Any of them: one that holds settles it, whatever else fails. */
export const any = (truths: readonly Truth[]): Truth =>
  truths.includes('yes') ? 'yes' : truths.includes('error') ? 'error' : 'no';

export const not = (truth: Truth): Truth => (truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : 'error');

export const truthOf = (value: unknown): Truth => (value === true ? 'yes' : value === false ? 'no' : 'error');

export const valueOf = (truth: Truth): unknown => (truth === 'error' ? FAILED : truth === 'yes');
