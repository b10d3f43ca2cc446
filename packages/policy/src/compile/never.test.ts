// SPDX-License-Identifier: Apache-2.0
import { compileText, described } from '../testing/compile-text.ts';

function messages(policy: string): readonly string[] {
  const compiled = compileText(policy);
  return compiled.diagnostics.map((diagnostic) => {
    const { code, at, message } = described(diagnostic, compiled);
    return `${code} at ${at}: ${message}`;
  });
}

const inScope = (condition: string, before = ''): readonly string[] =>
  messages(`${before}scopes:\n  a:\n    - rule: r\n      permit: |-\n        ${condition}\n`);

const inClaim = (when: string): readonly string[] =>
  messages(
    `claims:\n  c:\n    - rule: r\n      value: '"x"'\n      when: token == "${when}"\n      tokens: [access_token]\n`,
  );

const inGate = (grants: string, tokens: string): readonly string[] =>
  messages(`gates:\n  - rule: r\n    permit: "true"\n    grants: [${grants}]\n    tokens: [${tokens}]\n`);

describe('a rule that can never hold is refused', () => {
  test.each([
    ['false', 'false: the rule `r` never holds: this is never true'],
    ['iga.active && false', 'iga.active && false: the rule `r` never holds: this is never true'],
    ['1 == 2', '1 == 2: the rule `r` never holds: this is never true'],
    [
      'client.id == "a" && client.id == "b"',
      'client.id == "b": the rule `r` never holds: `client.id` cannot be `b` here: it is `a`',
    ],
    [
      'client.id in ["a", "b"] && client.id in ["c", "d"]',
      'client.id in ["c", "d"]: the rule `r` never holds: `client.id` cannot be `c` or `d` here: it is `a` or `b`',
    ],
    [
      'client.id in ["a", "b", "c"] && "d" == client.id',
      '"d" == client.id: the rule `r` never holds: `client.id` cannot be `d` here: it is `a` or 2 others',
    ],
    ['iga.active ? false : false', 'iga.active ? false : false: the rule `r` never holds: no side of it can be true'],
    [
      'iga.status == "active" && (iga.status == "suspended" || (client.id == "a" && client.id == "b"))',
      'iga.status == "suspended" || (client.id == "a" && client.id == "b"): the rule `r` never holds: `iga.status` cannot be `suspended` here: it is `active`',
    ],
    [
      '(client.id == "a" && client.id == "b") || false',
      'client.id == "b": the rule `r` never holds: `client.id` cannot be `b` here: it is `a`',
    ],
    [
      '(client.id == "a" && client.id == "b") || (client.id == "c" && client.id == "d")',
      '(client.id == "a" && client.id == "b") || (client.id == "c" && client.id == "d"): the rule `r` never holds: no side of it can be true',
    ],
    ['iga.status == "actve"', '"actve": `iga.status` is never `actve`'],
    ['"admn" in ["active"] || "x" in []', '[]: nothing is in an empty list'],
  ])('%s', (condition, want) => {
    const found = inScope(condition);
    expect(found).toEqual([`never-matches at ${want}`]);
  });

  test.each([
    'client.id == "a" || client.id == "b"',
    'client.id in ["a", "b"] && client.id != "a"',
    '!(client.id == "a") && client.id == "b"',
    'iga.roles == ["a"] && iga.roles == ["b", "c"]',
    'iga.level == 1 || iga.level == 2',
    '(client.id == "a" || client.id == "b") && client.id == "b"',
  ])('and one that can hold is not: %s', (condition) => {
    expect(inScope(condition)).toEqual([]);
  });

  it('for the clients its policy applies to', () => {
    expect(inScope('client.id == "b"', 'applies: { clients: [a] }\n')).toEqual([
      'never-matches at client.id == "b": the rule `r` never holds: `client.id` cannot be `b` here: it is `a`',
    ]);
  });

  it('for the audiences its policy applies to', () => {
    expect(inScope('audience == "b"', 'applies: { audiences: [a] }\n')).toHaveLength(1);
    expect(inScope('audience == "a"', 'applies: { audiences: [a] }\n')).toEqual([]);
  });

  it('for the tokens and grants it names', () => {
    expect(inClaim('id_token')).toHaveLength(1);
    expect(inClaim('access_token')).toEqual([]);
    expect(inGate('client_credentials', 'id_token')).toEqual([
      'never-matches at client_credentials: the rule `r` never holds: the grant `client_credentials` yields no `id_token`',
    ]);
    expect(inGate('client_credentials, authorization_code', 'id_token')).toEqual([]);
    expect(inGate('client_credentials', 'id_token, access_token')).toEqual([]);
  });
});
