// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canonicalJson } from '@assay/core/log';
import type { DecisionTable } from '@assay/core/pdp';
import { loadProject } from '../document/load-project.ts';
import { compileText, described } from '../testing/compile-text.ts';
import { compileProject, type CompiledPolicySet } from './compile.ts';

const FIXTURES = join(__dirname, '../../fixtures');

function compileFixture(name: string): CompiledPolicySet {
  const { project, diagnostics } = loadProject(join(FIXTURES, name));
  expect(diagnostics).toEqual([]);
  if (!project) throw new Error('the fixture has no project');
  const compilation = compileProject(project);
  expect(compilation.diagnostics).toEqual([]);
  if (!compilation.compiled) throw new Error('the fixture does not compile');
  return compilation.compiled;
}

function tableOf(policy: string): DecisionTable {
  const { compiled, diagnostics } = compileText(policy);
  if (!compiled) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return compiled.table;
}

describe('the policy of the design', () => {
  const { table, source } = compileFixture('design-example');
  const ruleNamed = (id: string): DecisionTable['rules'][number] | undefined =>
    table.rules.find((rule) => rule.id === id);

  it('compiles to rules in the order of its sections', () => {
    expect(table.rules.map(({ id, effect, at }) => [id, effect, at])).toEqual([
      ['employees', undefined, [11, 5]],
      ['switched-off', 'deny', [13, 5]],
      ['reader', undefined, [19, 7]],
      ['senior-reviewer', undefined, [22, 7]],
      ['conflict-of-interest', 'deny', [26, 7]],
      ['own-account', undefined, [30, 7]],
      ['current-tenant', 'set', [35, 7]],
      ['not-for-third-parties', 'remove', [39, 7]],
      ['within-limit', undefined, [44, 7]],
      ['no-photos-in-the-eu', 'deny', [47, 7]],
      ['workloads-are-short', 'limit', [51, 5]],
    ]);
  });

  it('indexes every section', () => {
    const { gates, scopes, dynamic, claims, details, lifetime, parameters } = table;
    expect({ gates, scopes, dynamic, claims, details, lifetime, parameters }).toEqual({
      gates: [0, 1],
      scopes: { 'payments:read': [2], 'payments:write': [3, 4] },
      dynamic: [{ pattern: 'account.list.{account}', parts: ['account.list.', 'account', ''], rules: [5] }],
      claims: { tenant: [6], email: [7] },
      details: { payment_initiation: [8], customer_information: [9] },
      lifetime: [10],
      parameters: ['deal'],
    });
  });

  it('keeps what else a rule says', () => {
    expect(ruleNamed('senior-reviewer')).toMatchObject({
      lifetime: 300,
      require: [{ type: 'step_up', properties: { acr: 'phr', maxAgeSeconds: 600 } }],
    });
    expect(ruleNamed('switched-off')).toMatchObject({ reason: 'this client is switched off' });
    expect(ruleNamed('current-tenant')).toMatchObject({ tokens: ['access_token', 'id_token'], when: [] });
    expect(ruleNamed('workloads-are-short')).toMatchObject({ lifetime: 600 });
  });

  it('knows what each condition reads, through variables too', () => {
    const reads = ruleNamed('senior-reviewer')?.when.map((expr) =>
      table.reads[expr]?.map((slot) => source.slots[slot]),
    );
    expect(reads).toEqual([['iga.roles'], ['risk.score']]);
  });

  it('comes with the texts of its conditions, and their places', () => {
    expect(source.rules[0]).toEqual({
      conjuncts: [
        { text: 'subject.type == "user"', at: [12, 13] },
        { text: 'iga.status == "active"', at: [12, 39] },
      ],
    });
    expect(source.rules[6]).toEqual({ conjuncts: [], value: { text: 'app.tenant', at: [36, 14] } });
  });
});

describe('the artefact', () => {
  const first = compileFixture('design-example');

  it('is the same bytes for the same input', () => {
    expect(compileFixture('design-example').text).toBe(first.text);
  });

  it('is addressed by the digest of its canonical table', () => {
    const canonical = canonicalJson(first.table);
    expect(first.digest).toBe(`sha256-${createHash('sha256').update(canonical).digest('hex')}`);
    expect(first.text).toBe(`{"digest":"${first.digest}","table":${canonical}}`);
    expect(JSON.parse(first.text)).toEqual({ digest: first.digest, table: JSON.parse(canonical) });
  });

  it('does not depend on the texts behind it', () => {
    const spaced = compileText('scopes:\n  a:\n    - rule: r\n      permit:   iga.active  &&  client.id=="a"\n');
    const plain = compileText('scopes:\n  a:\n    - rule: r\n      permit: iga.active && client.id == "a"\n');
    expect(spaced.compiled?.digest).toBe(plain.compiled?.digest);
  });
});

describe('equal things are in the table once', () => {
  it('expressions, lists, slots and strings', () => {
    const condition = 'client.id in ["a", "b"] && iga.status == "active"';
    const table = tableOf(
      `scopes:\n  a:\n    - rule: r\n      permit: ${condition}\n  b:\n    - rule: s\n      permit: ${condition}\n`,
    );
    expect(table.rules.map(({ when }) => when)).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(table.lists).toEqual([[0, 1]]);
    expect(table.slots).toHaveLength(2);
    expect(table.strings).toEqual(['a', 'b', 'active']);
  });

  it('and a variable once per policy, only where something reads it', () => {
    const { compiled, diagnostics, project } = compileText(
      'variables:\n  one: iga.active\n  two: variables.one && iga.level > 1\n  three: iga.active\nscopes:\n  a:\n    - rule: r\n      permit: variables.two\n    - rule: s\n      permit: variables.two && variables.one\n',
    );
    expect(compiled?.table.variables.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(compiled?.table.reads[compiled.table.variables[1]?.expr ?? -1]).toEqual([0, 1]);
    expect(diagnostics.map((diagnostic) => [diagnostic.severity, described(diagnostic, { project })])).toEqual([
      [
        'warning',
        { code: 'unused-variable', at: 'three', message: 'nothing reads the variable `three`', help: 'remove it' },
      ],
    ]);
  });
});

function clientsOf(condition: string, applies = ''): readonly (string | undefined)[] | undefined {
  const { rules, lists, strings } = tableOf(`${applies}scopes:\n  a:\n    - rule: r\n      permit: ${condition}\n`);
  const clients = rules[0]?.clients;
  return clients === undefined ? undefined : lists[clients]?.map((index) => strings[index]);
}

describe('the clients a rule can hold for', () => {
  test.each<readonly [string, readonly string[] | undefined]>([
    ['client.id == "b"', ['b']],
    ['\'"b" == client.id\'', ['b']],
    ['client.id in ["b", "a"]', ['b', 'a']],
    ['client.id in ["a", "b"] && client.id in ["b", "c"]', ['b']],
    ['(client.id == "a" || client.id == "b") && iga.active', ['a', 'b']],
    ['client.id == "a" || iga.active', undefined],
    ['client.id != "a"', undefined],
    ['client.id in iga.roles', undefined],
    // an error in the test would make a denial apply to every client
    ['\'iga.active ? client.id == "a" : client.id == "b"\'', undefined],
  ])('are read from literals: %s', (condition, want) => {
    expect(clientsOf(condition)).toEqual(want);
  });

  it('are no more than the policy applies to', () => {
    expect(clientsOf('client.id in ["a", "b"]', 'applies: { clients: [b, c] }\n')).toEqual(['b']);
  });
});

describe('scopes with variables', () => {
  it('stand in the order of their literal beginnings, then of their literal characters, then of their text', () => {
    const scopes = ['a.{x}', 'a.b.{x}', '{x}.c.d', 'a.{x}.long.end'].map(
      (scope, i) => `  "${scope}":\n    - rule: r${i}\n      permit: x == "1"\n`,
    );
    expect(tableOf(`scopes:\n${scopes.join('')}`).dynamic.map(({ pattern }) => pattern)).toEqual([
      'a.b.{x}',
      'a.{x}.long.end',
      'a.{x}',
      '{x}.c.d',
    ]);
  });

  it('are one scope where only the names of their variables differ, so that a denial under another name counts', () => {
    const table = tableOf(
      'scopes:\n  "a.{x}":\n    - rule: r\n      permit: x == "1"\n  "a.{y}":\n    - rule: s\n      deny: y == "2"\n',
    );
    expect(table.dynamic).toEqual([{ pattern: 'a.{x}', parts: ['a.', 'x', ''], rules: [0, 1] }]);
    expect(table.slots).toEqual([{ root: 'bound', path: ['x'], type: 'string' }]);
  });
});

describe('the value of a claim', () => {
  it.each([
    ['', 'ask first, beside the value: `when: has(iga.manager)`'],
    ['      when: iga.active\n', 'ask first, beside the value: `when: has(iga.manager) && ...`'],
  ])('that may be absent is asked for in `when`: %j', (when, help) => {
    const compiled = compileText(`claims:\n  boss:\n    - rule: r\n${when}      value: iga.manager\n`);
    expect(compiled.diagnostics.map((diagnostic) => described(diagnostic, compiled))).toEqual([
      { code: 'optional-without-has', at: 'iga.manager', message: '`iga.manager` may be absent', help },
    ]);
  });
});

describe('a policy with 30 mistakes', () => {
  it('has 30 reported, in one go', () => {
    const conditions = [
      'igaa.status == "active"',
      'iga.sttus == "active"',
      'iga.level == "1"',
      'iga.manager == "sam"',
      'subject.type == "usr"',
      'iga.level = 1',
      'client.id == "a" && client.id == "b"',
      'client.id.matches(iga.status)',
      'token == "id_token"',
      'variables.nothing',
    ];
    const rules = [1, 2, 3].flatMap((copy) =>
      conditions.map((condition, i) => `    - rule: r${copy}${i}\n      permit: '${condition}'\n`),
    );
    const { diagnostics, compiled } = compileText(`scopes:\n  a:\n${rules.join('')}`);
    expect(diagnostics).toHaveLength(30);
    expect(new Set(diagnostics.map(({ span }) => span.start)).size).toBe(30);
    expect(compiled).toBeUndefined();
  });
});

describe('an attribute that may be absent, in what applies by its condition', () => {
  it('is told with what each way of asking comes to', () => {
    const { diagnostics } = compileText('gates:\n  - rule: r\n    deny: iga.manager == "sam"\n');
    expect(diagnostics.map(({ code, help }) => [code, help])).toEqual([
      [
        'optional-without-has',
        'say what absence means: `!has(iga.manager) || ...` denies where it is absent, `has(iga.manager) && ...` does not',
      ],
    ]);
  });
});
