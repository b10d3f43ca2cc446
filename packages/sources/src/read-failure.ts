// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { own } from '@assay/core/model';

/**
 * A read that failed. It has no cause: the errors of transports repeat addresses, headers and answers, and with them keys and secrets. `why` is
 * ours and holds none of them.
 */
export function readFailure(name: string, why: string): AssayError {
  return new AssayError('ERR_SOURCE_READ', `source \`${name}\`: ${why}`);
}

/** Runs `work`; whatever it throws becomes a read failure that says nothing but its kind. */
export async function failingAs<T>(name: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const kind = kindOf(own(error, 'cause')) ?? kindOf(error);
    throw readFailure(name, kind === undefined ? what : `${what} (${kind})`);
  }
}

/** `ECONNREFUSED`, `AbortError`, `ResourceNotFoundException`: a word of fixed form, of which nobody can make a message. */
const KIND = /^(?:[A-Z]+(?:_[A-Z]+)*|[A-Z][A-Za-z]*(?:Error|Exception))$/;

function kindOf(error: unknown): string | undefined {
  return ['code', 'name'].map((member) => wordOf(error, member)).find((word) => word !== undefined);
}

/** An error may inherit its name, and be made to throw when it is looked at. */
function wordOf(error: unknown, member: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  try {
    // sound: any member of an object may be looked at; what it is nobody says
    const word = (error as Readonly<Record<string, unknown>>)[member];
    return typeof word === 'string' && word.length <= 64 && KIND.test(word) ? word : undefined;
  } catch {
    return undefined;
  }
}
