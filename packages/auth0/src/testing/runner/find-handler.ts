// SPDX-License-Identifier: Apache-2.0
import type { ActionEntrypoint } from '../triggers.ts';

export type ActionHandler = (event: unknown, api: unknown) => Promise<unknown>;

/** The handler among the exports of an Action. Throws, as the runner does, where it is none of the native async kind. */
export function findHandler(exported: unknown, entrypoint: ActionEntrypoint): ActionHandler {
  if (typeof exported !== 'object' || exported === null) throw new Error('The Action must export an object.');
  // not only own members: bundlers export through getters, and a prototype will do
  const handler: unknown = Reflect.get(exported, entrypoint);
  if (!isAsyncFunction(handler)) {
    throw new Error(
      `Invalid function signature for the "${entrypoint}" handler. Use "exports.${entrypoint} = async function(event, api) { }" as the signature.`,
    );
  }
  return handler;
}

/** By the name of its constructor: a plain function that returns a promise is not one, nor is an async one lowered by a compiler. */
function isAsyncFunction(value: unknown): value is ActionHandler {
  return typeof value === 'function' && value.constructor?.name === 'AsyncFunction';
}
