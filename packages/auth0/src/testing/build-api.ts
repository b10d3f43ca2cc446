// SPDX-License-Identifier: Apache-2.0
import { own, type Json } from '@assay/core/model';
import { shown } from './json.ts';
import { NAMESPACES } from './namespaces.ts';
import { CHAIN, type Run } from './run.ts';
import { messageOf } from './runner/as-error.ts';

/** One call of a method of `api`: what it was given, secrets aside, and what came of it where it did not work. */
export interface ApiCall {
  readonly call: string;
  readonly args: readonly Json[];
  readonly threw?: string;
  /** The code a method answered with instead of throwing. */
  readonly failed?: string;
}

type Mutable<T> = { -readonly [name in keyof T]: T[name] };
type Api = Record<string, Record<string, unknown>>;

/** The `api` of one execution, which writes every call to `calls`. */
export function buildApi(run: Run, calls: Mutable<ApiCall>[]): Api {
  const api: Api = {};
  for (const { name, methods, feature } of NAMESPACES[run.tenant.trigger]) {
    const state = feature === undefined ? 'on' : run.tenant.features[feature];
    if (state === 'absent') continue;
    const namespace = (api[name] ??= {});
    for (const [method, act] of Object.entries(methods(run))) {
      const work = state === 'on' ? act : notImplemented;
      const recorded = recordedMethod(`${name}.${method}`, work, { api, namespace, calls });
      // as methods of a class are: not enumerable, so that copying the namespace copies none
      Object.defineProperty(namespace, method, { value: recorded, configurable: true, writable: true });
    }
  }
  return api;
}

/** In the runner's own words: a method behind a flag is there, and refuses so. */
function notImplemented(): never {
  throw new Error('Method not implemented.');
}

interface Recording {
  readonly api: Api;
  readonly namespace: object;
  readonly calls: Mutable<ApiCall>[];
}

function recordedMethod(name: string, act: (...args: readonly unknown[]) => unknown, recording: Recording) {
  return function (this: unknown, ...args: readonly unknown[]): unknown {
    const call: Mutable<ApiCall> = { call: name, args: args.map((arg, index) => shownArgument(name, arg, index)) };
    recording.calls.push(call);
    const failing = (thrown: unknown): never => {
      call.threw = messageOf(thrown);
      throw thrown;
    };
    // the platform's methods read private members of their object: taken off it, they throw
    if (this !== recording.namespace) return failing(new TypeError(`${name} was called without its object`));
    try {
      const result = act(...args);
      if (result instanceof Promise) return result.catch(failing);
      if (result === CHAIN) return recording.api;
      const code = own(result, 'type') === 'error' ? own(result, 'code') : undefined;
      if (typeof code === 'string') call.failed = code;
      return result;
    } catch (thrown) {
      return failing(thrown);
    }
  };
}

const SECRET_MEMBERS: readonly string[] = ['secret', 'skey', 'ikey'];
const HIDDEN = '[secret]';

/** An argument as the log of calls shows it: without the secrets that sign tokens and assertions. */
function shownArgument(name: string, arg: unknown, index: number): Json {
  if (name === 'samlResponse.setKey' && index === 0) return HIDDEN;
  const hides = name.startsWith('redirect.') || name.startsWith('multifactor.');
  return hides ? withoutSecrets(shown(arg)) : shown(arg);
}

function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      SECRET_MEMBERS.includes(name) ? HIDDEN : withoutSecrets(member),
    ]),
  );
}
