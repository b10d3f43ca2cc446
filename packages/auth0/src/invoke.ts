// SPDX-License-Identifier: Apache-2.0

import { own } from '@assay/core/model';

type Members = Readonly<Record<string, unknown>>;

/** Calls the method at a dotted path of `api` on the object that has it, as methods with private members want it. Throws where there is none. */
export function invoke(api: unknown, path: string, args: readonly unknown[]): unknown {
  const [namespace = '', method = ''] = path.split('.');
  // sound: anything but null can be asked for a member, inherited ones too, which methods of a class are
  const target = (api as Members | undefined)?.[namespace] as Members | undefined;
  const found = target?.[method];
  if (typeof found !== 'function') throw new TypeError(`no ${path}`);
  return Reflect.apply(found, target, args) as unknown;
}

/** As `invoke`, and waits for what it promised. Rejects where that fails, and where a method answers with an error instead of throwing. */
export async function invokeAsync(api: unknown, path: string, args: readonly unknown[]): Promise<unknown> {
  const result: unknown = await invoke(api, path, args);
  if (own(result, 'type') === 'error') throw new TypeError(`${path} answered with an error`);
  return result;
}

/** As `invoke`, but a method that is not there, or throws, answers with nothing. */
export function tryInvoke(api: unknown, path: string, args: readonly unknown[]): unknown {
  try {
    return invoke(api, path, args);
  } catch {
    return undefined;
  }
}

/** Whether `api` has all of these methods, whatever they do when they are called. Never throws. */
export function offers(api: unknown, ...paths: readonly string[]): boolean {
  try {
    return paths.every((path) => {
      const [namespace = '', method = ''] = path.split('.');
      return typeof (api as Readonly<Record<string, Members | undefined>>)[namespace]?.[method] === 'function'; // sound: as above; what is null throws
    });
  } catch {
    return false;
  }
}
