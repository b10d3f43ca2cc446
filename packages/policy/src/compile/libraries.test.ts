// SPDX-License-Identifier: Apache-2.0
import { diagnose } from '../testing/diagnose.ts';
import { PROJECT } from '../testing/mistake.ts';
import { parseProject } from '../document/parse-project.ts';
import { compileProject, type CompiledPolicySet } from './compile.ts';

const SOURCE = `sources:
  iga:
    owner: iga@example.com
    driver: static
    file: iga.yaml
    timeout: 100ms
    schema:
      type: object
      required: [status, home]
      properties: { status: { type: string }, home: { type: object, properties: { city: { type: string } } } }
`;
const LIBRARY = `library: common
owner: iam@example.com
variables:
  active: iga.status == "active"
  partner: variables.active && client.id in lists.partners
  home: iga.home
lists:
  partners: [budget-app, tax-app]
  levels: [1, 2]
  ratios: [1, 2.5]
`;

/** A project of policies in a folder, each given as what follows its name and owner, that share a library in another. */
function filesOf(policies: readonly string[], library = LIBRARY): Readonly<Record<string, string>> {
  const names = policies.map((_, i) => `policies/p${i}.yaml`);
  return {
    'assay.yaml': PROJECT.replace('[policy.yaml]', JSON.stringify(names)) + SOURCE,
    'iga.yaml': 'status: active\nhome: {}\n',
    'shared/common.yaml': library,
    ...Object.fromEntries(
      policies.map((text, i) => [names[i], `policy: p${i}\nowner: a@example.com\n${text}`] as const),
    ),
  };
}

function compiled(policies: readonly string[]): CompiledPolicySet {
  const files = filesOf(policies);
  const { project, diagnostics } = parseProject((path) => files[path]);
  const compilation = project && compileProject(project);
  if (compilation?.compiled === undefined || diagnostics.length > 0)
    throw new Error(JSON.stringify([diagnostics, compilation?.diagnostics]));
  return compilation.compiled;
}

const gate = (condition: string, alias = 'common'): string =>
  `imports: { ${alias}: ../shared/common.yaml }\ngates:\n  - rule: r\n    permit: |-\n      ${condition}\n`;

describe('what a library holds', () => {
  it('is one variable for all policies, by whatever name they read it, and is added only where it is read', () => {
    const { table } = compiled([gate('common.partner'), gate('shared.partner && shared.active', 'shared')]);
    expect(table.variables.map(({ name, library, policy }) => [name, library, policy])).toEqual([
      ['active', 'common', 0],
      ['partner', 'common', 0],
    ]);
    expect(table.rules.map(({ when }) => when.map((expr) => table.exprs[expr]))).toEqual([
      [['var', 1]],
      [
        ['var', 1],
        ['var', 0],
      ],
    ]);
  });

  it('is beside variables of policies that are called the same', () => {
    const { table } = compiled([
      `variables: { active: grant == "password" }\n${gate('common.active && variables.active')}`,
    ]);
    expect(table.variables.map(({ name, library }) => [name, library])).toEqual([
      ['active', 'common'],
      ['active', undefined],
    ]);
  });

  it('may be a list, which says for which clients a rule can hold', () => {
    const { table } = compiled([gate('client.id in common.partners')]);
    const { clients = -1, when } = table.rules[0] ?? { when: [] };
    expect(table.lists[clients]?.map((text) => table.strings[text])).toEqual(['budget-app', 'tax-app']);
    expect(when.map((expr) => table.exprs[expr]?.[0])).toEqual(['in_list']);
  });

  it('may be numbers', () => {
    expect(() => compiled([gate('size(client.id) in common.levels && !(1.5 in common.ratios)')])).not.toThrow();
  });

  it('has members that are read step by step', () => {
    const { table } = compiled([gate('has(common.home.city) && common.home.city == "Turku"')]);
    const readable = table.rules[0]?.when.map((expr) => JSON.stringify(table.exprs[expr]));
    expect(readable).toEqual([
      `["has_field",["var",0],${table.strings.indexOf('city')}]`,
      `["eq",["field",["var",0],${table.strings.indexOf('city')}],["str",${table.strings.indexOf('Turku')}]]`,
    ]);
  });

  it('is named in explanations by what it reads', () => {
    expect(compiled([gate('common.active')]).source.slots).toEqual(['iga.status']);
  });
});

describe('the compiler', () => {
  const found = (policies: readonly string[], library?: string): readonly string[] => {
    const files = filesOf(policies, library);
    return diagnose({ files }).map(
      ({ code, span }) => `${code} at ${files[span.file]?.slice(span.start, span.end)} in ${span.file}`,
    );
  };

  it('checks a library once, and does not repeat its mistakes where it is read', () => {
    const library = 'library: common\nowner: a@example.com\nvariables: { active: iga.state == "a" }\n';
    const ofWeb = `applies: { clients: [web] }\n${gate('common.active')}`;
    const ofApp = `applies: { clients: [app] }\n${gate('common.active')}`;
    expect(found([ofWeb, ofApp], library)).toEqual(['unknown-member at state in shared/common.yaml']);
  });

  it('tells of a library that cannot be read, and no more', () => {
    expect(found([gate('common.active || client.id == "web"')], '[]\n')).toEqual([
      'wrong-type at [] in shared/common.yaml',
    ]);
  });

  it('knows the names and types of what it holds', () => {
    expect(found([gate('common.partnr')])).toEqual(['unknown-member at partnr in policies/p0.yaml']);
    expect(found([gate('common.levels == "a"')])).toEqual([
      expect.stringMatching(/^wrong-type-in-expression .* in policies\/p0\.yaml$/),
    ]);
    expect(found([gate('common == 1')])).toEqual([expect.stringMatching(/in policies\/p0\.yaml$/)]);
  });

  it('does not read what a policy or a section binds', () => {
    const library = 'library: common\nowner: a@example.com\nvariables: { active: scope == "a" }\n';
    expect(found([gate('common.active')], library)).toEqual(['unknown-name at scope in shared/common.yaml']);
  });

  it('refuses variables that are defined by each other', () => {
    const library = 'library: common\nowner: a@example.com\nvariables: { a: variables.b, b: variables.a }\n';
    expect(found([gate('common.a')], library)).toEqual([expect.stringMatching(/^variable-cycle .*common\.yaml$/)]);
  });

  it('refuses a path that leads out of the project', () => {
    const policy = gate('common.active').replace('../shared', '../../shared');
    expect(found([policy])).toEqual(['path-outside-project at ../../shared/common.yaml in policies/p0.yaml']);
  });

  it('refuses a variable of a scope that would hide an import', () => {
    const policy =
      'imports: { common: ../shared/common.yaml }\nscopes:\n  "a.{common}":\n    - rule: r\n      permit: common == "a"\n';
    expect(found([policy])).toEqual(['reserved-name at "a.{common}" in policies/p0.yaml']);
  });
});

test.each([
  'subject.type == "user" && common.active',
  'common.active ? true : false',
  '[1].exists(i, common.active)',
  'cel.bind(active, common.active, true)',
  'variables.own || true',
])('what reads a library that is no map is not compiled, and only the library is reported: %s', (condition) => {
  const files = filesOf(
    [`variables: { own: subject.type == "user" && common.active }\n${gate(`${condition} || variables.own`)}`],
    'common\n',
  );
  const { project, diagnostics } = parseProject((path) => files[path]);
  const compilation = project && compileProject(project);
  expect(diagnostics.length).toBeGreaterThan(0);
  expect(compilation?.diagnostics ?? []).toEqual([]);
});
