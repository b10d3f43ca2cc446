// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';

/** `payments:*` covers every scope that begins with `payments:` and goes on; any other pattern is the name of one scope. */
const covers = (pattern: string, scope: string): boolean =>
  /[:./]\*$/.test(pattern)
    ? scope.length >= pattern.length && scope.startsWith(pattern.slice(0, -1))
    : scope === pattern;

/** Whether one of the scopes of a `scope` parameter (RFC 6749 section 3.3) is this one. */
const hasScope = (scopes: string, scope: string): boolean => scope !== '' && scopes.split(' ').includes(scope);

export const SCOPE_OPS: readonly (readonly [string, Op])[] = pureOps({
  covers: ['ss', covers],
  has_scope: ['ss', hasScope, 4],
});
