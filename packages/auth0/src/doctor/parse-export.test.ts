// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { examineTenant } from './examine.ts';
import type { TenantExport } from './facts.ts';
import { parseExport } from './parse-export.ts';

const problemsOf = (exported: TenantExport): readonly string[] => {
  const parsed = parseExport(exported);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};
const at = (value: unknown): { file: string; path: string; value: unknown } => ({ file: 'x.json', path: '/0', value });

describe('parseExport', () => {
  test.each<[string, TenantExport, readonly string[]]>([
    [
      'an Action without a name',
      { actions: [{ ...at({}), code: '' }] },
      ['x.json#/0/name: expected a string, found nothing'],
    ],
    ['an Action that is none', { actions: [{ ...at([]), code: '' }] }, ['x.json#/0: expected an object, found a list']],
    [
      'a binding without an Action',
      { triggers: at({ 'post-login': [{}] }) },
      ['x.json#/0/post-login/0/action_name: expected a string, found nothing'],
    ],
    [
      'grant types that are no list',
      { clients: [at({ name: 'a', grant_types: 'all' })] },
      ['x.json#/0/grant_types: expected a list of strings, found a string'],
    ],
    [
      'a profile without an Action',
      { profiles: [at({ name: 'a', subject_token_type: 'urn:a' })] },
      ['x.json#/0/action_id: expected a string, found nothing'],
    ],
    [
      'a name that means something to JavaScript',
      { clients: [at(JSON.parse('{"__proto__":{}}'))] },
      ['x.json#/0/__proto__: `__proto__` is not a member name an event may have'],
    ],
  ])('refuses %s, and says where', (_, exported, problems) => {
    expect(problemsOf(exported)).toEqual(problems);
  });

  test('takes a keyword for a list of secrets for what it is', () => {
    const value = { name: 'a', supported_triggers: [], secrets: '@@SECRETS@@' };
    expect(parseExport({ actions: [{ ...at(value), code: '' }] })).toMatchObject({ ok: true });
  });

  test('never throws, and never repeats the value of a secret, whatever it is given', () => {
    const secret = 'nobody-may-see';
    const key = fc.constantFrom(
      ...['name', 'supported_triggers', 'secrets', 'value', 'id', 'version', 'runtime', 'deployed', 'status'],
      ...['post-login', 'action_name', 'grant_types', 'token_exchange', 'allow_any_profile_of_type', 'addons', 'samlp'],
      ...['action', 'subject_token_type', 'constructor', 'toString', 'client_id'],
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 7, '', 'ours', 'post-login', 'v3', '\u0000\u202e', '__proto__'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      ),
    }));
    const whole = (named: object): fc.Arbitrary<object> =>
      fc.dictionary(key, value, { maxKeys: 3 }).map((members) => ({ ...members, ...named }));
    const ours = whole({
      name: 'ours',
      supported_triggers: [{ id: 'post-login' }],
      secrets: [{ name: 'K', value: secret }],
    });
    const code = fc.constantFrom(undefined, '', `/* assay auth0/constructor sha256-${'1'.repeat(64)} */`, 'addScope(');
    const exported = fc.record({
      actions: fc.array(fc.tuple(fc.oneof(ours, value), code), { maxLength: 3 }),
      triggers: fc.option(fc.oneof(value, fc.constant({ 'post-login': [{ action_name: 'ours' }] })), {
        nil: undefined,
      }),
      clients: fc.array(fc.oneof(whole({ name: 'a' }), value), { maxLength: 3 }),
    });
    let read = 0;
    fc.assert(
      fc.property(exported, ({ actions, triggers, clients }) => {
        const parsed = parseExport({
          actions: actions.map(([each, text]) => ({ ...at(each), code: text })),
          ...(triggers !== undefined && { triggers: at(triggers) }),
          clients: clients.map(at),
        });
        if (parsed.ok) read += 1;
        expect(JSON.stringify(parsed.ok ? examineTenant(parsed.value) : parsed.problems)).not.toContain(secret);
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(50);
  });
});
