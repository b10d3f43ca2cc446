// SPDX-License-Identifier: Apache-2.0
import { compileText, described } from '../testing/compile-text.ts';

const RULE = (condition: string): string => `scopes:\n  a:\n    - rule: r\n      permit: ${condition}\n`;

function found(policy: string): readonly string[] {
  const compiled = compileText(policy);
  return compiled.diagnostics.map((diagnostic) => {
    const { code, at, message } = described(diagnostic, compiled);
    return `${code} at ${at}: ${message}`;
  });
}

describe('variables', () => {
  it('may be defined in any order', () => {
    expect(found(`variables:\n  b: variables.a && iga.active\n  a: iga.active\n${RULE('variables.b')}`)).toEqual([]);
  });

  it('that are defined by each other are reported once, and what reads them is not', () => {
    expect(
      found(
        `variables:\n  a: variables.b\n  b: '!variables.c'\n  c: variables.a\n  d: variables.a\n${RULE('variables.d')}`,
      ),
    ).toEqual(['variable-cycle at a: the variable `a` is defined by itself: `a` reads `b` reads `c` reads `a`']);
    expect(found(`variables:\n  a: variables.a\n${RULE('variables.a')}`)).toEqual([
      'variable-cycle at a: the variable `a` is defined by itself: `a` reads `a`',
    ]);
  });

  it('may not read what only a section binds', () => {
    expect(found(`variables:\n  a: audience == "x"\n${RULE('variables.a')}`)).toEqual([
      'unknown-name at audience: nothing is known by the name `audience`',
    ]);
  });

  it('with a mistake are reported where they are defined only', () => {
    expect(found(`variables:\n  a: iga.lvl > 1\n${RULE('variables.a && iga.active')}`)).toEqual([
      'unknown-member at lvl: `iga` has no member `lvl`',
    ]);
    expect(found(`variables:\n  a: iga.level >\n${RULE('variables.a && iga.active')}`)).toHaveLength(1);
  });

  it('belong to their policy', () => {
    const { compiled } = compileText(
      `variables:\n  a: iga.active\n  b: iga.active\n${RULE('variables.a && variables.b')}`,
    );
    expect(compiled?.table.variables).toEqual([
      { policy: 0, name: 'a', expr: 0 },
      { policy: 0, name: 'b', expr: 0 },
    ]);
  });

  it('have the type of what they stand for', () => {
    expect(found(`variables:\n  a: iga.level\n${RULE('variables.a == "x"')}`)).toEqual([
      'wrong-type-in-expression at variables.a == "x": `==` compares values of one type: found int and string',
    ]);
  });
});
