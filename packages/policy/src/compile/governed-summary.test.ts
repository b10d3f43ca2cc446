// SPDX-License-Identifier: Apache-2.0
import { compileText, TEST_PROJECT } from '../testing/compile-text.ts';
import { governedSummary } from './governed-summary.ts';

const rule = (name: string): { readonly policy: string; readonly rule: string } => ({ policy: 'test', rule: name });

describe('what a policy set governs', () => {
  it('is listed, with what it leaves without a rule or grants to nobody', () => {
    const project = TEST_PROJECT.replace(
      'governs: { outside: pass }',
      'governs: { audiences: [one, two], scopes: [a, b, c, "d*"], outside: deny }',
    );
    const { compiled } = compileText(
      'applies: { audiences: [one] }\ngates:\n  - rule: g\n    permit: "true"\nscopes:\n  a:\n    - rule: r\n      permit: "true"\n  b:\n    - rule: s\n      deny: iga.active\n  "d.{x}":\n    - rule: t\n      permit: x == "1"\nclaims:\n  c:\n    - rule: u\n      value: iga.status\nauthorization_details:\n  payment:\n    - rule: v\n      permit: detail.amount < 5.0\nlifetime:\n  - rule: w\n    when: iga.active\n    max: 5m\n',
      { project },
    );
    if (!compiled) throw new Error('the policy of the test does not compile');
    expect(governedSummary(compiled.table)).toEqual({
      governance: compiled.table.governance,
      gates: [
        { audience: 'one', rules: [rule('g')], canPermit: true },
        { audience: 'two', rules: [], canPermit: false },
      ],
      scopes: [
        { scope: 'a', rules: [rule('r')], canPermit: true },
        { scope: 'b', rules: [rule('s')], canPermit: false },
        { scope: 'd.{x}', rules: [rule('t')], canPermit: true },
      ],
      scopesWithoutRules: ['c'],
      grantedToNobody: ['b'],
      claims: [{ claim: 'c', rules: [rule('u')] }],
      details: [{ type: 'payment', rules: [rule('v')], canPermit: true }],
      groups: [],
      roles: [],
      lifetime: [rule('w')],
    });
  });

  it('names every audience of a policy, and all others, where the project governs any', () => {
    const { compiled } = compileText('applies: { audiences: [b, a] }\ngates:\n  - rule: g\n    permit: "true"\n');
    expect(
      compiled && governedSummary(compiled.table).gates.map(({ audience, canPermit }) => [audience, canPermit]),
    ).toEqual([
      ['a', true],
      ['b', true],
      ['*', false],
    ]);
  });
});
