// SPDX-License-Identifier: Apache-2.0
import { compileText, described } from '../testing/compile-text.ts';
import { BUILT_IN_NAMES } from './inputs.ts';

function found(policy: string): readonly string[] {
  const compiled = compileText(policy);
  return compiled.diagnostics.map((diagnostic) => {
    const { code, at } = described(diagnostic, compiled);
    return `${code} at ${at}`;
  });
}

const SECTIONS: Readonly<Record<string, (condition: string) => string>> = {
  gates: (condition) => `gates:\n  - rule: r\n    permit: |-\n      ${condition}\n`,
  scopes: (condition) => `scopes:\n  "a.{account}":\n    - rule: r\n      permit: |-\n        ${condition}\n`,
  claims: (condition) => `claims:\n  c:\n    - rule: r\n      remove: |-\n        ${condition}\n`,
  details: (condition) => `authorization_details:\n  payment:\n    - rule: r\n      permit: |-\n        ${condition}\n`,
  'details of another type': (condition) =>
    `authorization_details:\n  other:\n    - rule: r\n      permit: |-\n        ${condition}\n`,
  groups: (condition) => `groups:\n  - rule: r\n    permit: |-\n      ${condition}\n`,
  roles: (condition) => `roles:\n  - rule: r\n    deny: |-\n      ${condition}\n`,
  lifetime: (condition) => `lifetime:\n  - rule: r\n    max: 5m\n    when: |-\n      ${condition}\n`,
};
const CONDITIONS: Readonly<Record<string, string>> = {
  audience: 'audience == "x"',
  scope: 'scope == "x"',
  account: 'account == "x"',
  token: 'token == "id_token"',
  detail: 'detail.type == "x"',
  cell: 'cell.datatype == "x"',
  group: 'group == "x"',
  role: 'role == "x"',
};
const BINDS: Readonly<Record<string, readonly string[]>> = {
  gates: ['audience'],
  scopes: ['audience', 'scope', 'account'],
  claims: ['token'],
  details: ['detail', 'cell'],
  'details of another type': ['detail', 'cell'],
  groups: ['group', 'audience'],
  roles: ['role', 'audience'],
  lifetime: ['token', 'audience'],
};

describe('a section binds names of its own, and no others', () => {
  const cases = Object.keys(SECTIONS).flatMap((section) =>
    Object.keys(CONDITIONS).map((name) => [section, name] as const),
  );
  test.each(cases)('%s: %s', (section, name) => {
    const isBound = BINDS[section]?.includes(name) ?? false;
    expect(found(SECTIONS[section]?.(CONDITIONS[name] ?? '') ?? '')).toEqual(
      isBound ? [] : [`unknown-name at ${name}`],
    );
  });
});

const inDetail = (condition: string): readonly string[] => found(SECTIONS['details']?.(condition) ?? '');

describe('an authorization detail', () => {
  it('has the members of its schema, and those of every type', () => {
    expect(inDetail('detail.amount < 5.0 && detail.type == "payment"')).toEqual([]);
    expect(inDetail('has(detail.actions) && "read" in detail.actions')).toEqual([]);
    expect(inDetail('"read" in detail.actions')).toEqual(['optional-without-has at detail.actions']);
    expect(inDetail('has(detail.note) && detail.note == "x"')).toEqual([]);
    expect(inDetail('detail.amout < 5.0')).toEqual(['unknown-member at amout']);
  });

  it('without a schema may have any', () => {
    expect(found(SECTIONS['details of another type']?.('detail.anything.at.all == 1') ?? '')).toEqual([
      'untyped-member at detail.anything.at.all',
    ]);
  });
});

describe('the names of inputs', () => {
  it('are those no source and no variable of a scope may take', () => {
    expect(BUILT_IN_NAMES).toEqual([
      'subject',
      'client',
      'actor',
      'authentication',
      'request',
      'context',
      'grant',
      'protocol',
      'trigger',
      'tokens',
      'targets',
      'scopes',
      'confirmation',
      'variables',
      'scope',
      'audience',
      'token',
      'detail',
      'cell',
      'group',
      'role',
      'lists',
    ]);
  });
});
