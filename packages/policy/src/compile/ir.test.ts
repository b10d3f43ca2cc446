// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Ir, SlotType } from '@assay/core/pdp';
import { compileText } from '../testing/compile-text.ts';

/** The expression with what its indexes stand for: `["eq", ["slot", "attribute:iga.level:int"], ["num", 1]]`. */
function readable(ir: Ir, table: DecisionTable): unknown {
  const [op, ...operands] = ir;
  const name = (index: unknown): unknown => table.strings[Number(index)];
  switch (op) {
    case 'slot':
    case 'has':
    case 'has_any': {
      const slot = table.slots[Number(operands[0])];
      return [op, `${slot?.root}:${slot?.path.join('.')}:${typeText(slot?.type)}`];
    }
    case 'str':
      return [op, name(operands[0])];
    case 'var':
      return [op, table.variables[Number(operands[0])]?.name];
    case 'list':
      return [op, table.lists[Number(operands[0])]?.map(name)];
    case 'field':
    case 'has_field':
      // sound: the first operand of both is an expression
      return [op, readable(operands[0] as Ir, table), name(operands[1])];
    default:
      // sound: an operand that is a list is an expression
      return [op, ...operands.map((operand) => (Array.isArray(operand) ? readable(operand as Ir, table) : operand))];
  }
}

const typeText = (type: SlotType | undefined): string => (typeof type === 'string' ? type : JSON.stringify(type));

function compiledTable(policy: string): DecisionTable {
  const { compiled, diagnostics } = compileText(policy);
  if (!compiled) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return compiled.table;
}

/** The conjuncts a condition becomes, or the value of a claim. */
function irOf(condition: string): unknown {
  const table = compiledTable(
    `variables:\n  v: iga.active\n  w: iga.cases[0]\nscopes:\n  a:\n    - rule: r\n      permit: |-\n        ${condition}\n    - rule: s\n      permit: variables.v && variables.w.id == ""\n`,
  );
  return table.rules[0]?.when.map((expr) => readable(table.exprs[expr] ?? ['null'], table));
}

function valueIr(value: string): unknown {
  const table = compiledTable(`claims:\n  a:\n    - rule: r\n      value: |-\n        ${value}\n`);
  return readable(table.exprs[table.rules[0]?.value ?? -1] ?? ['null'], table);
}

const LEVEL = ['slot', 'attribute:iga.level:int'];
const RATIO = ['slot', 'attribute:iga.ratio:double'];
const ACTIVE = ['slot', 'attribute:iga.active:bool'];
const ROLES = ['slot', 'attribute:iga.roles:strings'];
const STATUS = ['slot', 'attribute:iga.status:string'];
const CLIENT = ['slot', 'request:client.id:string'];
const ANYTHING = ['slot', 'attribute:iga.anything:dyn'];
const LIMITS = ['slot', 'attribute:iga.limits:["map","int"]'];
const CASES = ['slot', 'attribute:iga.cases:["list",["record",{"id":"string","note":"string"}]]'];
const CASE = ['index_list', CASES, ['num', 0]];

describe('a condition becomes', () => {
  test.each<readonly [string, unknown]>([
    // leaves
    ['iga.active', [ACTIVE]],
    ['variables.v', [['var', 'v']]],
    ['iga.anything == null', [['eq', ANYTHING, ['null']]]],
    ['iga.active == true', [['eq', ACTIVE, ['bool', true]]]],
    ['iga.level == -3', [['eq', LEVEL, ['num', -3]]]],
    ['iga.ratio == -0.0', [['eq', RATIO, ['neg_double', ['num', 0]]]]],
    // logic
    ['iga.active && iga.level == 1', [ACTIVE, ['eq', LEVEL, ['num', 1]]]],
    ['iga.active || iga.level == 1', [['or', ACTIVE, ['eq', LEVEL, ['num', 1]]]]],
    [
      'iga.active || (iga.level == 1 || iga.level == 2)',
      [['or', ACTIVE, ['eq', LEVEL, ['num', 1]], ['eq', LEVEL, ['num', 2]]]],
    ],
    ['!(iga.active && iga.level == 1)', [['not', ['and', ACTIVE, ['eq', LEVEL, ['num', 1]]]]]],
    [
      'iga.active ? iga.level > 1 : iga.level > 2',
      [['if', ACTIVE, ['gt', LEVEL, ['num', 1]], ['gt', LEVEL, ['num', 2]]]],
    ],
    // presence
    ['has(iga.manager)', [['has', 'attribute:iga.manager:string']]],
    ['has(subject.profile.a.b)', [['has', 'request:subject.profile.a.b:dyn']]],
    ['has(iga.cases[0].note)', [['has_field', CASE, 'note']]],
    ['has(variables.w.note)', [['has_field', ['var', 'w'], 'note']]],
    // comparison
    ['iga.status == "active"', [['eq', STATUS, ['str', 'active']]]],
    ['iga.status != "active"', [['ne', STATUS, ['str', 'active']]]],
    ['iga.level < 1', [['lt', LEVEL, ['num', 1]]]],
    ['iga.level <= 1.5', [['le', LEVEL, ['num', 1.5]]]],
    ['iga.ratio > 1', [['gt', RATIO, ['num', 1]]]],
    ['iga.ratio >= iga.level', [['ge', RATIO, LEVEL]]],
    ['client.id < "b"', [['lt', CLIENT, ['str', 'b']]]],
    ['client.id <= "b"', [['le', CLIENT, ['str', 'b']]]],
    ['client.id > "b"', [['gt', CLIENT, ['str', 'b']]]],
    ['client.id >= "b"', [['ge', CLIENT, ['str', 'b']]]],
    ['iga.anything < 3', [['lt', ANYTHING, ['num', 3]]]],
    ['iga.anything < "b"', [['lt', ANYTHING, ['str', 'b']]]],
    // membership
    ['"admin" in iga.roles', [['in_list', ['str', 'admin'], ROLES]]],
    ['iga.level in [1, 2]', [['in_list', LEVEL, ['make_list', ['num', 1], ['num', 2]]]]],
    ['client.id in iga.limits', [['in_map', CLIENT, LIMITS]]],
    // selection
    ['iga.limits.gold == 1', [['eq', ['slot', 'attribute:iga.limits.gold:int'], ['num', 1]]]],
    ['iga.limits["a b"] == 1', [['eq', ['slot', 'attribute:iga.limits.a b:int'], ['num', 1]]]],
    ['iga.limits[client.id] == 1', [['eq', ['index_map', LIMITS, CLIENT], ['num', 1]]]],
    ['iga.roles[iga.level] == "a"', [['eq', ['index_list', ROLES, LEVEL], ['str', 'a']]]],
    ['iga.cases[0].id == "a"', [['eq', ['field', CASE, 'id'], ['str', 'a']]]],
    ['variables.w.id == "a"', [['eq', ['field', ['var', 'w'], 'id'], ['str', 'a']]]],
    // strings
    ['client.id.startsWith("a")', [['starts_with', CLIENT, ['str', 'a']]]],
    ['client.id.endsWith("a")', [['ends_with', CLIENT, ['str', 'a']]]],
    ['client.id.contains("a")', [['contains', CLIENT, ['str', 'a']]]],
    ['client.id + "x" == "ax"', [['eq', ['concat_str', CLIENT, ['str', 'x']], ['str', 'ax']]]],
    ['size(client.id) == 1', [['eq', ['size_str', CLIENT], ['num', 1]]]],
    ['client.id.size() == 1', [['eq', ['size_str', CLIENT], ['num', 1]]]],
    // lists and maps
    ['size(iga.roles) == 1', [['eq', ['size_list', ROLES], ['num', 1]]]],
    ['iga.limits.size() == 1', [['eq', ['size_map', LIMITS], ['num', 1]]]],
    ['"a" in iga.roles + ["b"]', [['in_list', ['str', 'a'], ['concat_list', ROLES, ['list', ['b']]]]]],
    // arithmetic
    ['iga.level + 1 == 2', [['eq', ['add_int', LEVEL, ['num', 1]], ['num', 2]]]],
    ['iga.level - 1 == 2', [['eq', ['sub_int', LEVEL, ['num', 1]], ['num', 2]]]],
    ['iga.level * 2 == 2', [['eq', ['mul_int', LEVEL, ['num', 2]], ['num', 2]]]],
    ['iga.level / 2 == 2', [['eq', ['div_int', LEVEL, ['num', 2]], ['num', 2]]]],
    ['iga.level % 2 == 0', [['eq', ['mod_int', LEVEL, ['num', 2]], ['num', 0]]]],
    ['-iga.level == 1', [['eq', ['neg_int', LEVEL], ['num', 1]]]],
    ['iga.ratio + 0.5 == 1.0', [['eq', ['add_double', RATIO, ['num', 0.5]], ['num', 1]]]],
    ['iga.ratio - 0.5 == 1.0', [['eq', ['sub_double', RATIO, ['num', 0.5]], ['num', 1]]]],
    ['iga.ratio * 0.5 == 1.0', [['eq', ['mul_double', RATIO, ['num', 0.5]], ['num', 1]]]],
    ['iga.ratio / 0.5 == 1.0', [['eq', ['div_double', RATIO, ['num', 0.5]], ['num', 1]]]],
    ['-iga.ratio == 1.0', [['eq', ['neg_double', RATIO], ['num', 1]]]],
  ])('%s', (condition, want) => {
    expect(irOf(condition)).toEqual(want);
  });
});

describe('a value becomes', () => {
  test.each<readonly [string, unknown]>([
    ['"a"', ['str', 'a']],
    ['["a", "b"]', ['list', ['a', 'b']]],
    ['[1, 2.5]', ['make_list', ['wide', 'i', ['num', 1]], ['num', 2.5]]],
    ['[]', ['make_list']],
    ['["a", 1]', ['make_list', ['str', 'a'], ['wide', 'i', ['num', 1]]]],
    ['[client.id]', ['make_list', CLIENT]],
    [
      '{"level": iga.level, "fixed": [true]}',
      ['make_map', ['str', 'level'], ['wide', 'i', LEVEL], ['str', 'fixed'], ['make_list', ['bool', true]]],
    ],
    ['null', ['null']],
    ['subject.profile', ['slot', 'request:subject.profile:map']],
    ['true ? "a" : client.id', ['str', 'a']],
  ])('%s', (value, want) => {
    expect(valueIr(value)).toEqual(want);
  });
});

describe('built-in inputs are read where the request has them', () => {
  test.each([
    ['subject.type == "user"', 'request:subject.type:string'],
    ['subject.id == "a"', 'request:subject.id:string'],
    ['subject.groups == ["a"]', 'request:baseline.groups:strings'],
    ['subject.roles == ["a"]', 'request:baseline.roles:strings'],
    ['subject.profile.dept == "a"', 'request:subject.profile.dept:dyn'],
    ['client.registration == "dynamic"', 'request:client.registration:string'],
    ['authentication.amr == ["pwd"]', 'request:authentication.amr:strings'],
    ['request.deal == "a"', 'request:context.parameters.deal:string'],
    ['context.time > 1', 'request:context.time:int'],
    ['grant == "password"', 'request:grant:string'],
    ['protocol == "oidc"', 'request:protocol:string'],
    ['trigger == "a"', 'request:trigger:string'],
    ['tokens == ["id_token"]', 'request:tokens:strings'],
    ['targets == ["a"]', 'request:targets:strings'],
    ['scopes == ["a"]', 'request:scopes:strings'],
    ['scope == "a"', 'bound:scope:string'],
    ['audience == "a"', 'bound:audience:string'],
  ])('%s', (condition, slot) => {
    expect(irOf(condition)).toEqual([[expect.any(String), ['slot', slot], expect.anything()]]);
  });

  test.each([
    ['client.name', 'request:client.name:string'],
    ['client.instance', 'request:client.instance:string'],
    ['authentication.acr', 'request:authentication.acr:string'],
    ['authentication.auth_time', 'request:authentication.authTime:int'],
    ['context.ip', 'request:context.ip:string'],
    ['context.user_agent', 'request:context.userAgent:string'],
    ['request.amount', 'request:context.parameters.amount:int'],
  ])('%s, which may be absent', (name, slot) => {
    expect(irOf(`has(${name})`)).toEqual([['has', slot]]);
  });

  test.each([
    ['actor.id', 'request:actors.0.id:string'],
    ['confirmation.jkt', 'request:confirmation.jkt:dyn'],
  ])('%s, of something that may be absent as a whole', (name, slot) => {
    expect(irOf(`has(${name})`)).toEqual([['has_any', slot]]);
  });
});

describe('constants are computed', () => {
  test.each<readonly [string, unknown]>([
    ['true', []],
    ['true && iga.active', [ACTIVE]],
    ['iga.active || true', []],
    ['iga.active || false', [ACTIVE]],
    ['!false && iga.active', [ACTIVE]],
    ['1 == 1 && iga.active', [ACTIVE]],
    ['(true ? iga.active : false)', [ACTIVE]],
  ])('%s', (condition, want) => {
    expect(irOf(condition)).toEqual(want);
  });
});
