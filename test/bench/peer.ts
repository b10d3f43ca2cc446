// SPDX-License-Identifier: Apache-2.0
import { celEnv, isCelError, parse, plan, type CelInput } from '@bufbuild/cel';
import { Environment } from '@marcbachmann/cel-js';
import type { Attributes, IssuanceRequest } from '@assay/core/model';
import type { Workload } from './workload.ts';

/** The scopes that another engine grants, from the same rules. */
export type Peer = (request: IssuanceRequest, attributes: Attributes) => readonly string[];

/** What an expression comes to over the names it reads; anything but a truth is an error. */
type Test = (context: Readonly<Record<string, unknown>>) => unknown;

/** The same rules under another implementation of CEL: expressions parsed once, rules found by scope, denials first, errors never grant. */
export function createCelPeer(workload: Workload, compile: (text: string) => Test): Peer {
  const rules = new Map<string, { readonly effect: string; readonly test: Test }[]>();
  for (const rule of workload.rules) {
    const test = compile(rule.conjuncts.map(({ cel }) => cel).join(' && '));
    rules.set(rule.scope, [...(rules.get(rule.scope) ?? []), { effect: rule.effect, test }]);
  }
  const sorted = new Map(
    [...rules].map(([scope, all]) => [
      scope,
      {
        denials: all.filter(({ effect }) => effect === 'deny'),
        permits: all.filter(({ effect }) => effect === 'permit'),
      },
    ]),
  );
  return (request, attributes) => {
    if (attributes['iga']?.['status'] !== 'active') return [];
    const context = {
      iga: attributes['iga'],
      risk: attributes['risk'],
      app: attributes['app'],
      client: request.client,
      request: request.context.parameters,
    };
    return request.scopes.filter((scope) => {
      const found = sorted.get(scope);
      if (!found || found.denials.some(({ test }) => test(context) !== false)) return false;
      return found.permits.some(({ test }) => test(context) === true);
    });
  };
}

/** @marcbachmann/cel-js, which throws where an expression fails. */
export function celJs(): (text: string) => Test {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  return (text) => {
    const parsed = environment.parse(text);
    return (context) => {
      try {
        return parsed(context);
      } catch {
        return undefined;
      }
    };
  };
}

/** @bufbuild/cel, whose errors are values. */
export function bufbuildCel(): (text: string) => Test {
  const environment = celEnv();
  return (text) => {
    const run = plan(environment, parse(text));
    return (context) => {
      const found = run(context as Readonly<Record<string, CelInput>>); // sound: JSON
      return isCelError(found) ? undefined : found;
    };
  };
}
