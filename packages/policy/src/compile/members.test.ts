// SPDX-License-Identifier: Apache-2.0
import { compileText } from '../testing/compile-text.ts';
import { diagnose } from '../testing/diagnose.ts';
import { inPolicy } from '../testing/mistake.ts';

function found(text: string): readonly string[] {
  const { files } = inPolicy('unknown-key', '', text);
  return diagnose({ files }).map(({ code, span }) => `${code} at ${files[span.file]?.slice(span.start, span.end)}`);
}

describe('groups and roles', () => {
  it('are in the table where a policy has rules about them, and nowhere else', () => {
    const policy =
      'groups:\n  - rule: a\n    permit: group in iga.roles\nroles:\n  - rule: b\n    deny: role == "x"\n    reason: none\n';
    const { table } = compileText(policy).compiled ?? {};
    expect([table?.groups, table?.roles, table?.rules.map(({ effect }) => effect)]).toEqual([
      [0],
      [1],
      [undefined, 'deny'],
    ]);
    expect(Object.keys(compileText('gates:\n  - rule: a\n    permit: "true"\n').compiled?.table ?? {})).not.toContain(
      'groups',
    );
  });

  it('ask for nothing, and limit nothing', () => {
    expect(found('groups:\n  - rule: a\n    permit: "true"\n    lifetime: 5m\n')).toEqual(['unknown-key at lifetime']);
    expect(found('roles:\n  - rule: a\n    permit: "true"\n    require: { consent: {} }\n')).toEqual([
      'unknown-key at require',
    ]);
  });
});

describe('rules about requests for a scope', () => {
  const scope = (rule: string): string => `scopes:\n  a:\n    - rule: r\n${rule.replaceAll(/^/gm, '      ')}\n`;
  const ruleOf = (rule: string): unknown => compileText(scope(rule)).compiled?.table.rules[0];

  it('become effects of their own', () => {
    expect(ruleOf('request: client.id == "a"\nreason: only a')).toMatchObject({ effect: 'request', reason: 'only a' });
    expect(ruleOf('consent: client.id == "a"')).toMatchObject({
      effect: 'consent',
      require: [{ type: 'consent', properties: {} }],
    });
  });

  it.each(['request: "true"\nrequire: { consent: {} }', 'request: "true"\nlifetime: 5m', 'consent: "true"\nreason: x'])(
    'have no meaning beside what permits: %s',
    (rule) => {
      expect(found(scope(rule))).toEqual([expect.stringMatching(/^misplaced-key at (?:require|lifetime|reason)$/)]);
    },
  );

  it('mean something of scopes only', () => {
    expect(found('gates:\n  - rule: r\n    request: "true"\n    permit: "true"\n')).toEqual(['unknown-key at request']);
  });
});

describe('requirements', () => {
  const requirementsOf = (text: string): unknown =>
    compileText(`gates:\n  - rule: r\n    permit: "true"\n    require: ${text}\n`).compiled?.table.rules[0]?.require;

  it('are a step-up, a consent and an approval, with their properties', () => {
    expect(
      requirementsOf(
        '{ step_up: { acr: phr, max_age: 10m }, consent: { purpose: to pay }, approval: { by: managers, within: 1h } }',
      ),
    ).toEqual([
      { type: 'step_up', properties: { acr: 'phr', maxAgeSeconds: 600 } },
      { type: 'consent', properties: { purpose: 'to pay' } },
      { type: 'approval', properties: { by: 'managers', withinSeconds: 3600 } },
    ]);
    expect(requirementsOf('{ consent: {} }')).toEqual([{ type: 'consent', properties: {} }]);
  });

  it('have the settings they need, and no others', () => {
    const bad = (text: string): readonly string[] =>
      found(`gates:\n  - rule: r\n    permit: "true"\n    require: ${text}\n`);
    expect(bad('{ approval: {} }')).toEqual(['missing-key at approval']);
    expect(bad('{ approval: { by: a, within: 5 } }')).toEqual(['invalid-duration at 5']);
    expect(bad('{ consent: { why: a } }')).toEqual(['unknown-key at why']);
  });
});
