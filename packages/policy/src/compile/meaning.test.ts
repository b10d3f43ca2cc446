// SPDX-License-Identifier: Apache-2.0
// What conditions come to, from text to decision, where a part of the compiler could change what they mean.
import { createTablePdp } from '@assay/core/pdp';
import { requestOf } from '@assay/core/testing';
import { parseProject } from '../document/parse-project.ts';
import { compileText } from '../testing/compile-text.ts';
import { PROJECT } from '../testing/mistake.ts';
import { compileProject } from './compile.ts';

const IGA = {
  status: 'active',
  level: 1,
  active: true,
  ratio: 0.5,
  roles: ['admin'],
  limits: {},
  cases: [{ id: 'a' }],
  levels: [1],
};

/** Whether a token is issued where a gate permits everybody and denies by `condition`; `variables` of the policy: `a` is true. */
function isDenied(condition: string, iga: object = IGA): boolean {
  const { compiled, diagnostics } = compileText(
    `variables:\n  a: 'true'\ngates:\n  - rule: all\n    permit: variables.a\n  - rule: none\n    deny: |-\n      ${condition}\n`,
  );
  if (!compiled) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  const attributes = { iga: JSON.parse(JSON.stringify(iga)) };
  return createTablePdp(compiled).decide(requestOf(), attributes).outcome === 'deny';
}

describe('a constant conditional', () => {
  // the sides are of different types: numbers are represented as the type of the whole says
  test.each([
    '(true ? [1, 2] : [dyn("x")]).exists(x, type(x) == int && x == iga.level)',
    '(iga.active ? [1, 2] : [dyn("x")]).exists(x, type(x) == int && x == iga.level)',
    'type((false ? {"a": dyn("x")} : {"a": 1}).a) == int',
  ])('means what one that is not constant means: %s', (condition) => {
    expect(isDenied(condition)).toBe(true);
  });
});

describe('a name a macro binds', () => {
  test.each([
    'cel.bind(variables, {"a": false}, variables.a)',
    '[{"a": false}].exists(variables, variables.a)',
    'iga.roles.exists(iga, iga == "none")',
  ])('hides what was known by it: %s', (condition) => {
    expect(isDenied(condition)).toBe(false);
  });
});

describe('a member read as an optional value', () => {
  test.each<readonly [string, object, boolean]>([
    ['iga.?manager.orValue("sam") == "sam"', IGA, true],
    ['iga.?manager.orValue("sam") == "sam"', { ...IGA, manager: 'kim' }, false],
    ['iga.?manager.hasValue()', IGA, false],
    ['iga.?home.?street.orValue("none") == "none"', { ...IGA, home: { city: 'Turku' } }, true],
    ['iga.?level.optMap(l, l + 1).orValue(0) == 2', IGA, true],
    ['actor.?id.orValue("nobody") == "nobody"', IGA, true],
    // what is of another type than declared is an error, and a denial applies
    ['iga.?manager.orValue("sam") == "kim"', { ...IGA, manager: 5 }, true],
  ])('is there or is not: %s', (condition, iga, denied) => {
    expect(isDenied(condition, iga)).toBe(denied);
  });

  it('cannot be told of a source that said nothing', () => {
    const { compiled } = compileText(
      'gates:\n  - rule: all\n    permit: "true"\n  - rule: none\n    deny: iga.?manager.orValue("") == "x"\n',
    );
    if (!compiled) throw new Error('the policy of the test does not compile');
    const decision = createTablePdp(compiled).decide(requestOf(), {});
    expect(decision.outcome === 'deny' && decision.reason.code).toBe('denied_on_error');
  });
});

describe('a project of which a part could not be read', () => {
  it('has no table, which would lack the rules of that part', () => {
    const files: Readonly<Record<string, string>> = {
      'assay.yaml': PROJECT,
      'policy.yaml':
        'policy: p\nowner: a@example.com\nimports: { common: ./shared/common.yaml }\ngates:\n  - rule: all\n    permit: "true"\n  - rule: none\n    deny: common.blocked\n',
      'shared/common.yaml': 'library: common\nowner: [\n',
    };
    const { project, diagnostics } = parseProject((path) => files[path]);
    expect(diagnostics.map(({ severity }) => severity)).toContain('error');
    expect(project && compileProject(project).compiled).toBeUndefined();
  });
});
