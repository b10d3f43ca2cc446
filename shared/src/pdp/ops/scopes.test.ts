// SPDX-License-Identifier: Apache-2.0
import { callOp } from '../../testing/call-op.ts';
import { SCOPE_OPS } from './scopes.ts';

const call = (name: string, ...values: readonly unknown[]): unknown => callOp(SCOPE_OPS, name, ...values);

describe('scopes', () => {
  test.each<readonly [pattern: string, scope: string, covers: boolean]>([
    ['payments:read', 'payments:read', true],
    ['payments:read', 'payments:write', false],
    ['payments:*', 'payments:read', true],
    ['payments:*', 'payments:read:all', true],
    ['payments.*', 'payments.read', true],
    ['https://api.example/*', 'https://api.example/read', true],
    ['payments:*', 'payments:', false],
    ['payments:*', 'payments', false],
    ['payments:*', 'paymentsx:read', false],
    ['payments:*', 'accounts:read', false],
    ['pay*', 'payments', false],
    ['pay*', 'pay*', true],
    ['*', 'payments', false],
    ['payments:*:read', 'payments:a:read', false],
    ['', '', true],
  ])('%j covers %j: %p', (pattern, scope, covers) => {
    expect(call('covers', pattern, scope)).toBe(covers);
  });

  test.each<readonly [scopes: string, scope: string, has: boolean]>([
    ['openid payments:read', 'payments:read', true],
    ['openid payments:read', 'openid', true],
    ['openid payments:read', 'payments', false],
    ['openid payments:read', 'openid payments:read', false],
    ['openid  email', '', false],
    ['', '', false],
    ['openid\temail', 'email', false],
  ])('%j has %j: %p', (scopes, scope, has) => {
    expect(call('has_scope', scopes, scope)).toBe(has);
  });
});
