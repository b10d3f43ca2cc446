// SPDX-License-Identifier: Apache-2.0
import { compileText, described } from '../../testing/compile-text.ts';

/** What is reported of one condition of a scope rule. */
function mistakes(condition: string): readonly Readonly<Record<string, string>>[] {
  const compiled = compileText(`scopes:\n  a:\n    - rule: r\n      permit: |-\n        ${condition}\n`);
  return compiled.diagnostics.map((diagnostic) => described(diagnostic, compiled));
}

describe('names', () => {
  test.each([
    ['igaa.status == "active"', 'unknown-name', 'igaa', 'nothing is known by the name `igaa`', 'did you mean `iga`?'],
    ['iga.sttus == "active"', 'unknown-member', 'sttus', '`iga` has no member `sttus`', 'did you mean `status`?'],
    ['iga["sttus"] == "active"', 'unknown-member', '"sttus"', '`iga` has no member `sttus`', 'did you mean `status`?'],
    ['request.dela == "x"', 'unknown-member', 'dela', '`request` has no member `dela`', 'did you mean `deal`?'],
    [
      'token == "id_token"',
      'unknown-name',
      'token',
      'nothing is known by the name `token`',
      '`token` is known in rules of `claims` and `lifetime` only',
    ],
    ['variables.x', 'unknown-name', 'x', 'there is no variable `x` here', undefined],
    [
      'client.id.startWith("x")',
      'unknown-name',
      'client.id.startWith("x")',
      'there is no function `startWith`',
      'did you mean `startsWith`?',
    ],
    [
      'startsWith(client.id, "x")',
      'unknown-name',
      'startsWith(client.id, "x")',
      'there is no function `startsWith`',
      'write `value.startsWith(...)`',
    ],
    [
      'client == "x"',
      'unsupported-expression',
      'client',
      '`client` is not a value of its own',
      'name one of its members: `client.id`, `client.name`, `client.registration`, `client.instance`',
    ],
  ])('that are not known are reported where they stand: %s', (condition, code, at, message, help) => {
    expect(mistakes(condition)).toEqual([{ code, at, message, ...(help === undefined ? {} : { help }) }]);
  });
});

describe('types', () => {
  test.each([
    ['iga.level', 'iga.level', 'expected a condition (bool), found int'],
    ['iga.level && true', 'iga.level', 'expected a condition (bool), found int'],
    ['!iga.level', '!iga.level', '`!` takes bool: found int'],
    ['iga.level == "1"', 'iga.level == "1"', '`==` compares values of one type: found int and string'],
    [
      'iga.level < "1"',
      'iga.level < "1"',
      '`<` takes int and int, or string and string, or int and uint, or int and double: found int and string',
    ],
    ['iga.level + 0.5 > 1.0', 'iga.level + 0.5', '`+` takes int and int, or double and double: found int and double'],
    ['iga.ratio % 2.0 == 0.0', 'iga.ratio % 2.0', '`%` takes int and int, or uint and uint: found double and double'],
    [
      'client.id in iga.levels',
      'client.id in iga.levels',
      '`in` takes any and list<any>, or int and list<uint>, or int and list<double>, or uint and list<int>, or 3 others: found string and list<int>',
    ],
    ['iga.roles["a"] == "x"', 'iga.roles["a"]', '`[]` takes list<any> and int: found list<string> and string'],
    ['iga.roles.first == "x"', 'first', 'expected a map before `.first`, found list<string>'],
    ['iga.active ? true : 1', 'iga.active ? true : 1', 'both sides of `:` must be of one type: found bool and int'],
    ['size(iga.level) == 1', 'size(iga.level)', '`size` takes list<any>, or map, or string, or bytes: found int'],
    ['{"a": 1, "a": 2}.a == 1', '"a"', 'the key `a` stands twice in one map'],
  ])('that do not fit are reported: %s', (condition, at, message) => {
    expect(mistakes(condition)).toEqual([{ code: 'wrong-type-in-expression', at, message }]);
  });

  test.each([
    'iga.level < 1.5',
    'iga.ratio >= 1',
    'iga.level == 1.5',
    'iga.level in [1, 2]',
    'iga.ratio in [1.5]',
    'iga.anything < 3',
    'iga.anything == "x"',
    '"x" in iga.anything || client.id in iga.limits',
    'iga.anything < iga.anything',
    'size(iga.anything) > 1',
    'int(iga.anything) + 1 > 2',
  ])('of numbers compare with each other, and unknown ones take what their neighbour asks for: %s', (condition) => {
    const found = mistakes(condition);
    expect(found.filter(({ at }) => at !== 'iga.anything')).toEqual([]);
  });

  test.each([
    ['iga.anything + 1 > 2', '+'],
    ['iga.anything * iga.anything == 4', '*'],
    ['-iga.anything == 1.5', '-'],
  ])(
    'that are not known are not computed with, since a number of JSON may be an int or a double: %s',
    (condition, operator) => {
      expect(mistakes(condition)).toEqual([
        {
          code: 'wrong-type-in-expression',
          at: 'iga.anything',
          message: expect.stringContaining(`\`${operator}\``),
          help: 'give its JSON Schema in the project file, or write `int(...)` or `double(...)` around it',
        },
      ]);
    },
  );

  it('of a condition alone has to be known', () => {
    expect(mistakes('iga.anything')).toEqual([
      {
        code: 'wrong-type-in-expression',
        at: 'iga.anything',
        message: 'expected a condition (bool), found value of unknown type',
        help: 'compare it: `value == true`',
      },
    ]);
  });
});

describe('an attribute that may be absent', () => {
  test.each([
    ['iga.manager == "x"', 'iga.manager', 'iga.manager', 'iga.manager'],
    ['has(iga.manager) || iga.manager == "x"', 'iga.manager', 'iga.manager', 'iga.manager'],
    ['!has(iga.manager) && iga.manager == "x"', 'iga.manager', 'iga.manager', 'iga.manager'],
    ['iga.manager == "x" && has(iga.manager)', 'iga.manager', 'iga.manager', 'iga.manager'],
    ['has(iga.home) && iga.home.street == "x"', 'iga.home.street', 'iga.home.street', 'iga.home.street'],
    ['has(iga.home.street)', 'iga.home', 'iga.home', 'iga.home'],
    ['actor.type == "user"', 'actor', 'actor', 'actor.type'],
    ['iga.cases[0].note == "x"', 'iga.cases[0].note', 'iga.cases[0].note', 'iga.cases[0].note'],
    [
      'authentication.auth_time > 5',
      'authentication.auth_time',
      'authentication.auth_time',
      'authentication.auth_time',
    ],
  ])('is not read before has() is asked: %s', (condition, at, name, member) => {
    expect(mistakes(condition)).toEqual([
      {
        code: 'optional-without-has',
        at,
        message: `\`${name}\` may be absent`,
        help: `ask first: \`has(${member}) && ...\``,
      },
    ]);
  });

  test.each([
    'has(iga.manager) && iga.manager == "x"',
    'has(iga.manager) && iga.active && iga.manager == "x"',
    '!has(iga.manager) || iga.manager == "x"',
    'has(iga.manager) ? iga.manager == "x" : false',
    '!has(iga.manager) ? false : iga.manager == "x"',
    '!(!has(iga.manager) || !iga.active) && iga.manager == "x"',
    '(has(iga.manager) && iga.active) || (has(iga.manager) && iga.manager == "x")',
    'has(iga.home) && has(iga.home.street) && iga.home.street == "x"',
    'has(actor.id) && actor.type == "user"',
    'has(confirmation.jkt) && confirmation.jkt == "x"',
    'has(iga.cases[0].note) && iga.cases[0].note == "x"',
  ])('is read where has() was true: %s', (condition) => {
    expect(mistakes(condition)).toEqual([]);
  });

  it('is known to be there in the value of a claim, and behind a variable that asked', () => {
    const { diagnostics } = compileText(
      `variables:\n  managed: has(iga.manager)\nclaims:\n  manager:\n    - rule: r\n      when: variables.managed\n      value: iga.manager\n`,
    );
    expect(diagnostics).toEqual([]);
  });

  it('is reported once in an expression', () => {
    expect(mistakes('iga.manager == "x" || iga.manager == "y"')).toHaveLength(1);
  });
});

describe('what is of CEL, and not of a policy', () => {
  test.each([
    'Message{a: 1} == Message{a: 1}',
    'client.id.matches(iga.status)',
    'client.id.matches("(")',
    'subject == subject',
  ])('are named as such: %s', (condition) => {
    const found = mistakes(condition);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['unsupported-expression']));
  });
});

describe('every mistake of an expression', () => {
  it('is reported at once, and what follows from one is not', () => {
    const found = mistakes('iga.sttus == "active" && igaa.x.y > 1 && iga.level + "1" == 2 && iga.manager == "x"');
    expect(found.map(({ code, at }) => `${code}: ${at}`)).toEqual([
      'unknown-member: sttus',
      'unknown-name: igaa',
      'wrong-type-in-expression: iga.level + "1"',
      'optional-without-has: iga.manager',
    ]);
  });
});

describe('a member read as an optional value', () => {
  test.each([
    'iga.?manager.orValue("") == "x"',
    'iga.?manager.optMap(m, m.startsWith("x")).orValue(false)',
    'iga.?home.?street.orValue("") == "x"',
    'client.?name.orValue("") == "x"',
    'context.?user_agent.hasValue()',
    'actor.?id.orValue("") == "x"',
    'size(iga.?roles.orValue([])) > 0',
  ])('has the type of the member, and needs no has(): %s', (condition) => {
    expect(mistakes(condition)).toEqual([]);
  });

  test.each([
    ['iga.?mannager.orValue("") == "x"', 'unknown-member', 'mannager'],
    ['iga.?manager.orValue(1) == 1', 'wrong-type-in-expression', 'iga.?manager.orValue(1)'],
    ['iga.?level.optMap(l, math.isNaN(l)).orValue(false)', 'wrong-type-in-expression', 'math.isNaN(l)'],
    ['request.?undeclared.hasValue()', 'unknown-member', 'undeclared'],
    ['iga.level.?a.hasValue()', 'wrong-type-in-expression', 'a'],
  ])('is checked like any other: %s', (condition, code, at) => {
    expect(mistakes(condition).map((found) => [found['code'], found['at']])).toEqual([[code, at]]);
  });
});

describe('the help of a message', () => {
  test.each([
    ['iga.roles.exist(r, r == "x")', 'did you mean `exists`?'],
    ['iga.roles.all(r)', 'write `list.all(item, condition)` or `map.all(key, value, condition)`'],
    ['semver("1.2.3") > semver("1.0.0")', 'write `a.isGreaterThan(b)` or `a.isLessThan(b)`'],
    ['context.time < timestamp("2026-01-01T00:00:00Z")', 'seconds since 1970 become a timestamp by `timestamp(...)`'],
    ['timestamp(context.time) < "2026-01-01T00:00:00Z"', 'a text becomes a timestamp by `timestamp(...)`'],
  ])('says how it is written: %s', (condition, help) => {
    expect(mistakes(condition).map((found) => found['help'])).toEqual([help]);
  });
});
