// SPDX-License-Identifier: Apache-2.0
import { commitmentOf, newSalt } from './commitment.ts';
import { PERSONAL } from './personal.ts';

/** A record whose personal data are commitments, and what opens them, as JSON text. */
export interface Concealed {
  readonly record: unknown;
  readonly openings: string;
}

const PATHS: readonly (readonly string[])[] = PERSONAL.map(({ pointer }) => pointer.split('/').slice(1));

/** The salt of the field at a pointer; undefined: it stays as it is. */
export type SaltOf = (pointer: string) => string | undefined;

/** Puts a commitment in the place of every personal field that is there and not empty. `record` itself is not changed. */
export function conceal(record: object, saltOf: SaltOf = newSalt): Concealed {
  let openings = '';
  const commit: Commit = (pointer, value) => {
    const salt = saltOf(pointer);
    if (salt === undefined) return value;
    const text = JSON.stringify(value);
    openings += `${openings === '' ? '' : ','}${JSON.stringify(pointer)}:["${salt}",${text}]`;
    return { $committed: commitmentOf(salt, text) };
  };
  const root = { ...record };
  for (const path of PATHS) replace(root, path, 0, '', commit);
  return { record: root, openings: `{${openings}}` };
}

type Commit = (pointer: string, value: unknown) => unknown;

/** Replaces what lies at `path` below `holder`, a copy that is ours; everything on the way is copied. */
function replace(holder: object, path: readonly string[], depth: number, pointer: string, commit: Commit): void {
  const step = path[depth]!; // sound: the caller stops at the last
  const members = holder as Record<string, unknown>; // sound: a copy of an object or a list
  for (const name of step === '*' ? Object.keys(members) : Object.hasOwn(members, step) ? [step] : []) {
    const value = members[name];
    if (value === undefined || isEmpty(value)) continue;
    const at = `${pointer}/${name}`;
    if (depth === path.length - 1) {
      members[name] = commit(at, value);
    } else if (typeof value === 'object' && value !== null) {
      const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      members[name] = copy;
      replace(copy, path, depth + 1, at, commit);
    }
  }
}

/** An empty list or object tells of nobody. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const _ in value) return false;
  return true;
}
