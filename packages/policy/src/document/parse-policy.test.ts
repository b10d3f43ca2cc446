// SPDX-License-Identifier: Apache-2.0
import { parsePolicy } from './parse-policy.ts';

/** A document without its places: values in place of what is located, texts in place of expressions. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, member: unknown) => {
      if (key === 'span') return undefined;
      const keys = typeof member === 'object' && member !== null ? Object.keys(member).join() : '';
      if (keys === 'value,span') return (member as { value: unknown }).value; // sound: it has the key
      return keys === 'text,span,offsetAt' ? (member as { text: string }).text : member; // sound: it has the key
    }),
  );
}

const text = `policy: payments
owner: payments-iam@example.com
description: Who may move money.
applies: { audiences: [https://api.example.com/payments], clients: [web] }
variables:
  senior: '"senior" in iga.roles'
gates:
  - rule: employees
    permit: true
    tokens: [access_token]
    grants: [authorization_code]
scopes:
  payments:write:
    - rule: senior
      permit: variables.senior
      require: { step_up: { acr: phr, max_age: 10m } }
      lifetime: 5m
    - rule: conflicted
      deny: client.id == "a"
      reason: conflicted
claims:
  tenant:
    - rule: tenant
      value: app.tenant
      when: subject.type == "user"
      tokens: [access_token, id_token]
  email:
    - rule: third-parties
      remove: client.registration == "third_party"
authorization_details:
  payment:
    - rule: limit
      permit: detail.amount < 5
      lifetime: 1h
lifetime:
  - rule: workloads
    when: subject.type == "workload"
    max: 2m
    tokens: [id_token]
`;

describe('a policy file', () => {
  test('is read whole', () => {
    const { document, diagnostics } = parsePolicy('p.yaml', text);
    expect({ document: plain(document), diagnostics }).toEqual({
      diagnostics: [],
      document: {
        file: 'p.yaml',
        name: 'payments',
        owner: 'payments-iam@example.com',
        description: 'Who may move money.',
        applies: { audiences: ['https://api.example.com/payments'], clients: ['web'] },
        variables: [{ name: 'senior', expression: '"senior" in iga.roles' }],
        gates: [{ id: 'employees', permit: 'true', tokens: ['access_token'], grants: ['authorization_code'] }],
        scopes: [
          {
            name: 'payments:write',
            rules: [
              {
                id: 'senior',
                permit: 'variables.senior',
                require: [{ type: 'step_up', properties: { acr: 'phr', maxAgeSeconds: 600 } }],
                lifetime: 300,
              },
              { id: 'conflicted', deny: 'client.id == "a"', reason: 'conflicted' },
            ],
          },
        ],
        claims: [
          {
            name: 'tenant',
            rules: [
              {
                id: 'tenant',
                value: 'app.tenant',
                when: 'subject.type == "user"',
                tokens: ['access_token', 'id_token'],
              },
            ],
          },
          { name: 'email', rules: [{ id: 'third-parties', remove: 'client.registration == "third_party"' }] },
        ],
        authorizationDetails: [
          { name: 'payment', rules: [{ id: 'limit', permit: 'detail.amount < 5', lifetime: 3600 }] },
        ],
        groups: [],
        roles: [],
        imports: [],
        lifetime: [{ id: 'workloads', when: 'subject.type == "workload"', max: 120, tokens: ['id_token'] }],
      },
    });
  });

  test('has every part located', () => {
    const { document } = parsePolicy('p.yaml', text);
    const rule = document?.scopes[0]?.rules[0];
    const spans = [
      document?.name,
      document?.scopes[0]?.name,
      rule?.id,
      rule?.permit,
      rule?.require?.[0],
      rule?.lifetime,
    ].map((part) => part?.span);
    expect(spans.map((span) => span && text.slice(span.start, span.end))).toEqual([
      'payments',
      'payments:write',
      'senior',
      'variables.senior',
      '{ step_up: { acr: phr, max_age: 10m } }',
      '5m',
    ]);
  });

  test('with mistakes is read as far as it can be', () => {
    const { document, diagnostics } = parsePolicy(
      'p.yaml',
      'polcy: a\ngate:\n  - rule: b\n    permitt: c\n    deny: [\n',
    );
    expect({ document: plain(document), codes: diagnostics.map(({ code }) => code) }).toEqual({
      document: {
        file: 'p.yaml',
        name: 'a',
        owner: '',
        variables: [],
        gates: [{ id: 'b', permit: 'c' }],
        scopes: [],
        claims: [],
        authorizationDetails: [],
        groups: [],
        roles: [],
        imports: [],
        lifetime: [],
      },
      codes: ['yaml-syntax', 'unknown-key', 'unknown-key', 'unknown-key', 'rule-effect', 'missing-owner'],
    });
  });

  test('without a map has no document', () => {
    expect(['', '- a', 'a', '# a', '[]'].map((written) => parsePolicy('p.yaml', written).document)).toEqual(
      Array(5).fill(undefined),
    );
  });

  test('begins with a byte order mark or ends its lines as on Windows, if it wants to', () => {
    const { document, diagnostics } = parsePolicy('p.yaml', `\ufeff${text.replaceAll('\n', '\r\n')}`);
    expect({ name: document?.name.value, diagnostics }).toEqual({ name: 'payments', diagnostics: [] });
  });

  test('may name what every object of JavaScript inherits', () => {
    const written = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const scopes = written.map(
      (name) => `  ${name}: [{ rule: r-${name.toLowerCase().replaceAll('_', '')}, permit: true }]`,
    );
    const { document, diagnostics } = parsePolicy('p.yaml', `policy: a\nowner: b\nscopes:\n${scopes.join('\n')}\n`);
    expect({ names: document?.scopes.map(({ name }) => name.value), diagnostics }).toEqual({
      names: written,
      diagnostics: [],
    });
  });

  test('lists at most 500 mistakes, and says that there are more', () => {
    const { diagnostics } = parsePolicy(
      'p.yaml',
      `policy: a\nowner: b\ngates:\n${' - rule: X\n   permit: true\n'.repeat(600)}`,
    );
    expect([diagnostics.length, diagnostics.at(-1)?.code]).toEqual([501, 'limit-exceeded']);
  });
});
