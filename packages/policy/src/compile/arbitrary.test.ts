// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { hasErrors } from '../diagnostics/report.ts';
import type { PolicyDocument } from '../document/policy-document.ts';
import type { Project } from '../document/project.ts';
import { compileText } from '../testing/compile-text.ts';
import { compileProject } from './compile.ts';

const { project: base } = compileText(
  'variables:\n  v: iga.active\nscopes:\n  a:\n    - rule: r\n      permit: variables.v\nclaims:\n  c:\n    - rule: s\n      value: iga.status\n',
);

const written = (text: string): PolicyDocument['variables'][number]['expression'] => ({
  text,
  span: { file: 'policy.yaml', start: 0, end: text.length },
  offsetAt: (index) => index,
});

/** The project with other texts in place of its expressions. */
function withTexts(variable: string, condition: string, value: string): Project {
  const [document] = base.policies;
  if (!document) throw new Error('the project of the test has no policy');
  const [scope, claim] = [document.scopes[0]?.rules[0], document.claims[0]?.rules[0]];
  if (!scope || !claim) throw new Error('the policy of the test has no rules');
  const changed: PolicyDocument = {
    ...document,
    variables: document.variables.map((node) => ({ ...node, expression: written(variable) })),
    scopes: document.scopes.map((group) => ({ ...group, rules: [{ ...scope, permit: written(condition) }] })),
    claims: document.claims.map((group) => ({ ...group, rules: [{ ...claim, value: written(value) }] })),
  };
  return { ...base, policies: [changed] };
}

const names = fc.constantFrom(
  ...'iga iga.status iga.level iga.ratio iga.active iga.roles iga.manager iga.home iga.home.city iga.limits iga.limits.a iga.cases iga.cases[0] iga.cases[0].note iga.anything client.id client subject.profile subject.profile.a actor.id confirmation scopes audience token variables.v "active" "x" \'y\' 0 1 -1 2.5 true false null [] [1] ["a"] {} {"a":1} 5u b"z"'.split(
    ' ',
  ),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    names,
    fc
      .tuple(tie('expression'), fc.constantFrom(...'&& || == != < <= > >= + - * / % in'.split(' ')), tie('expression'))
      .map((parts) => parts.join(' ')),
    fc
      .tuple(fc.constantFrom('!', '-', 'has', 'size', 'foo', ''), tie('expression'))
      .map(([name, inner]) => `${name}(${inner})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('startsWith', 'contains', 'all', 'size'), tie('expression'))
      .map(([a, f, b]) => `(${a}).${f}(${b})`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, ${b}]`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `{"k": ${a}, "l": ${b}}`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a})[${b}]`),
    fc
      .tuple(tie('expression'), fc.constantFrom('status', 'a', '__proto__', 'constructor'))
      .map(([a, b]) => `(${a}).${b}`),
  ),
}));
const text = fc.oneof(expression, fc.string({ unit: 'binary', maxLength: 40 }));

describe('whatever stands where an expression should', () => {
  it('is compiled or reported, and nothing is thrown', () => {
    fc.assert(
      fc.property(text, text, text, (variable, condition, value) => {
        const { compiled, diagnostics } = compileProject(withTexts(variable, condition, value));
        expect(compiled === undefined).toBe(hasErrors(diagnostics));
        for (const { span, message } of diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(message).not.toMatch(/\n|\.$|undefined|\[object/);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('gives the same bytes each time', () => {
    fc.assert(
      fc.property(expression, expression, (condition, value) => {
        const project = withTexts('iga.active', condition, value);
        expect(compileProject(project).compiled?.text).toBe(compileProject(project).compiled?.text);
      }),
      { numRuns: 200 },
    );
  });
});
