// SPDX-License-Identifier: Apache-2.0
import { compileText } from '../testing/compile-text.ts';
import { languageModule, partsOf } from './parts-of.ts';

const tableOf = (policy: string) => {
  const { compiled } = compileText(policy);
  if (!compiled) throw new Error('the policy does not compile');
  return compiled.table;
};

describe('what a table uses of the language', () => {
  it('is the families of its operators', () => {
    const table = tableOf('scopes:\n  a:\n    - rule: r\n      permit: iga.level < 3 && "x" in iga.roles\n');
    expect(partsOf(table)).toEqual({ families: ['LEAF_OPS', 'MEMBERSHIP_OPS', 'ORDER_OPS'], hasDetails: false });
  });

  it('and whether it decides authorization details', () => {
    const table = tableOf('authorization_details:\n  payment:\n    - rule: r\n      permit: "true"\n');
    expect(partsOf(table)).toEqual({ families: [], hasDetails: true });
  });

  it('and what its other sections need', () => {
    const table = tableOf(
      'groups:\n  - rule: g\n    permit: group == "a"\nscopes:\n  "a.{n:int}":\n    - rule: r\n      request: n > 1\n',
    );
    expect(languageModule(table)).toBe(
      "import { EQUALITY_OPS, LEAF_OPS, ORDER_OPS, decideMembers, requestAndGrant, scopeValue } from '@assay/core/pdp';\n" +
        'const LANGUAGE = { ops: new Map([...EQUALITY_OPS, ...LEAF_OPS, ...ORDER_OPS]), decideMembers, requestAndGrant, scopeValue };\n',
    );
  });

  it('becomes a part of what a bundler starts from', () => {
    const table = tableOf('scopes:\n  a:\n    - rule: r\n      permit: iga.active\n');
    expect(languageModule(table)).toBe(
      "import { LEAF_OPS } from '@assay/core/pdp';\nconst LANGUAGE = { ops: new Map([...LEAF_OPS]) };\n",
    );
  });
});
