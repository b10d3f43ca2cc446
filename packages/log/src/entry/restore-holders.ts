// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';

/** Parts that a host may take out, or hash, as a whole, and that every reader of a record takes for objects. */
const HOLDERS: readonly (readonly string[])[] = [['inputs'], ['correlation'], ['baseline', 'claims']];

/** The record with an empty object where a host took a whole one out, and says so; `record` itself where there is none. */
export function restoreHolders<T extends object>(record: T): T {
  const redacted = own(record, 'redacted');
  if (!Array.isArray(redacted)) return record;
  return HOLDERS.filter((path) => redacted.includes(`/${path.join('/')}`)).reduce<object>(
    (restored, path) => withObject(restored, path),
    record,
  ) as T; // sound: a member that is missing is put there
}

function withObject(holder: object, [step = '', ...rest]: readonly string[]): object {
  const value = own(holder, step);
  if (rest.length === 0) return isObject(value) ? holder : { ...holder, [step]: {} };
  return isObject(value) ? { ...holder, [step]: withObject(value, rest) } : holder;
}
