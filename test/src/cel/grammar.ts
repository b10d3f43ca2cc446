// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';

/** One expression, as policies write it, and as another implementation does that has fewer functions and macros. */
export interface Both {
  readonly ours: string;
  readonly theirs: string;
}

/** The type of an expression; `dyn`: of a type that is not known. */
export type Kind =
  | 'bool'
  | 'int'
  | 'small'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'time'
  | 'span'
  | 'ints'
  | 'doubles'
  | 'strings'
  | 'lists'
  | 'limits'
  | 'dyn';

/** How one is made of others, which stand where `$1`, `$2`, ... do; `theirs`, where the other implementation says it in another way. */
type Form = readonly [ours: string, operands: string, theirs?: string];

const each = (names: string, form: (name: string) => Form): readonly Form[] => names.split(' ').map(form);
const infix = (symbols: string, a: Kind, b: Kind): readonly Form[] =>
  each(symbols, (symbol) => [`($1 ${symbol} $2)`, `${a} ${b}`]);
const chosen = (kind: Kind): Form => ['($1 ? $2 : $3)', `bool ${kind} ${kind}`];
const ORDER = '< <= > >= == !=';

/** Every type, operator, macro and function there is in both, and those of ours that the other can say in another way. */
export const FORMS: Readonly<Record<Kind, { readonly leaves: readonly string[]; readonly forms: readonly Form[] }>> = {
  bool: {
    leaves: [
      'true',
      'false',
      's.flag',
      'has(s.flag)',
      'has(s.n)',
      'has(s.limits.gold)',
      'has(s.rows[0].note)',
      '(s.any == 1)',
    ],
    forms: [
      ...infix('&& || == !=', 'bool', 'bool'),
      ...(['int', 'uint', 'double', 'string', 'bytes', 'time', 'span'] as const).flatMap((kind) =>
        infix(ORDER, kind, kind),
      ),
      // far from 2^63, where the two are not compared alike
      ...infix(ORDER, 'small', 'double'),
      ...infix(ORDER, 'uint', 'int'),
      ...infix(ORDER, 'double', 'uint'),
      ...(['ints', 'strings', 'doubles', 'lists', 'limits', 'dyn'] as const).flatMap((kind) =>
        infix('== !=', kind, kind),
      ),
      ...infix('in', 'int', 'ints'),
      ...infix('in', 'double', 'doubles'),
      ...infix('in', 'string', 'strings'),
      ...infix('in', 'string', 'limits'),
      ...infix('in', 'double', 'ints'),
      ['($1 in [$2, $3, $4])', 'dyn int string double'],
      ['!($1)', 'bool'],
      chosen('bool'),
      ...each('startsWith endsWith contains', (name) => [`$1.${name}($2)`, 'string string']),
      ...each('^a+b?$ a.c ^[a-c]*$ (?i)A|[^b]$ ^(a|b|\\\\d)+$ \\\\bab\\\\b', (pattern) => [
        `$1.matches("${pattern}")`,
        'string',
      ]),
      ...each('all exists exists_one', (name) => [`$1.${name}(x, x > $2 || $3)`, 'ints int bool']),
      ...each('all exists exists_one', (name) => [`$1.${name}(y, y == $2)`, 'strings string']),
      ...each('all exists', (name) => [`$1.${name}(k, k in $2)`, 'limits strings']),
      ...each('all exists', (name) => [
        `$1.${name}(i, v, i < v || $2)`,
        'ints bool',
        `lists.range(size($1)).${name}(i, i < $1[i] || $2)`,
      ]),
      ['$1.existsOne(i, v, v == $2)', 'strings string', 'lists.range(size($1)).exists_one(i, $1[i] == $2)'],
      ['$1.exists(k, v, v > $2)', 'limits int', '$1.exists(k, $1[k] > $2)'],
      ['sets.contains($1, $2)', 'ints ints'],
      ['sets.intersects($1, $2)', 'strings strings'],
      ['sets.equivalent($1, $2)', 'strings strings'],
      ['optional.of($1).hasValue()', 'int', '($1 == $1)'],
      ['s.?n.hasValue()', '', 'has(s.n)'],
      ['s.?n.optMap(x, x > $1).orValue($2)', 'int bool', '(has(s.n) ? s.n > $1 : $2)'],
      ['cel.bind(b, $1, b || !b)', 'bool', '($1 || !$1)'],
      ...each('int uint double string bool bytes list map null_type google.protobuf.Timestamp', (type) => [
        `(type($1) == ${type})`,
        'dyn',
      ]),
      ['math.isFinite($1 / $2)', 'double double'],
      ['math.isNaN($1 / $2)', 'double double'],
      ['($1 / $2 == $1 / $2)', 'double double'],
      ['bool($1)', 'string'],
    ],
  },
  int: {
    leaves: [
      's.n',
      's.m',
      '0',
      '1',
      '-3',
      '7',
      's.limits.gold',
      's.limits["none"]',
      's.levels[0]',
      '9223372036854775807',
      '-9223372036854775808',
    ],
    forms: [
      ...infix('+ - * / %', 'int', 'int'),
      ['-($1)', 'int', '(0 - $1)'],
      chosen('int'),
      ...(['string', 'bytes', 'ints', 'strings', 'limits'] as const).map((kind): Form => ['size($1)', kind]),
      ['$1.size()', 'strings'],
      ['$1[$2]', 'ints int'],
      ['$1[$2]', 'limits string'],
      ['int($1)', 'double'],
      ['int(string($1))', 'int'],
      ['int($1 + "7")', 'string'],
      ['int($1)', 'uint'],
      ['int($1)', 'time'],
      ...each(
        'getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours getMinutes getSeconds getMilliseconds',
        (name) => [`$1.${name}()`, 'time'],
      ),
      ...each('getFullYear getDate getDayOfWeek getDayOfYear getHours getMinutes', (name) => [
        `$1.${name}("+05:30")`,
        'time',
      ]),
      ...each('getDate getHours', (name) => [`$1.${name}("America/New_York")`, 'time']),
      ...each('getHours getMinutes getSeconds', (name) => [`$1.${name}()`, 'span']),
      ['$1.indexOf($2)', 'string string'],
      ['$1.lastIndexOf($2)', 'string string'],
      ['math.greatest($1, $2)', 'int int', '($1 >= $2 ? $1 : $2)'],
      ['math.least($1, $2, $3)', 'int int int', '($1 <= $2 ? ($1 <= $3 ? $1 : $3) : ($2 <= $3 ? $2 : $3))'],
      ['math.abs($1)', 'int', '($1 < 0 ? -($1) : $1)'],
      ['math.sign($1)', 'int', '($1 < 0 ? -1 : ($1 > 0 ? 1 : 0))'],
      ['math.bitAnd($1, $2)', 'int int'],
      ['math.bitXor($1, $2)', 'int int'],
      ['math.bitNot($1)', 'int'],
      ['math.bitShiftLeft($1, $2)', 'int int'],
      ['s.?n.orValue($1)', 'int', '(has(s.n) ? s.n : $1)'],
      ['$1[?$2].orValue($3)', 'ints int int', '[$1].map(l, $2 >= 0 && $2 < size(l) ? l[$2] : $3)[0]'],
      ['$1[?$2].orValue($3)', 'limits string int', '[$1].map(l, $2 in l ? l[$2] : $3)[0]'],
      ['s.?n.or(optional.of($1)).value()', 'int', '(has(s.n) ? s.n : $1)'],
      ['$1.first().orValue($2)', 'ints int', '(size($1) > 0 ? $1[0] : $2)'],
      ['cel.bind(n, $1, n + n)', 'int', '($1 + $1)'],
    ],
  },
  // a place in a text, a count
  small: { leaves: ['-1', '0', '1', '2', 's.n', 'size(s.t)'], forms: [['($1 + 1)', 'small'], chosen('small')] },
  uint: {
    leaves: ['0u', '3u', '9223372036854775807u'],
    forms: [
      ...infix('+ - * %', 'uint', 'uint'),
      ['(uint($1) / $2)', 'small uint'],
      chosen('uint'),
      ['uint($1)', 'int'],
      ['uint("1" + $1)', 'string'],
      ['uint($1)', 'double'],
    ],
  },
  double: {
    leaves: ['s.d', '0.0', '1.5', '-2.25', 's.ratios[0]'],
    forms: [
      // no infinity, and so nothing that is no number: what is has no order (see the known differences)
      ...infix('+ - *', 'double', 'double'),
      ['($1 / 2.5)', 'double'],
      ['-($1)', 'double', '(-1.0 * $1)'],
      chosen('double'),
      ['double($1)', 'int'],
      ['double($1)', 'uint'],
      ['$1[$2]', 'doubles int'],
      ...each('ceil floor trunc round abs', (name) => [`math.${name}($1)`, 'double']),
    ],
  },
  string: {
    leaves: [
      's.t',
      '""',
      '"a"',
      '"ab"',
      '"gold"',
      '"7"',
      '"-3"',
      '"true"',
      '"\u00e9b"',
      's.rows[0].id',
      's.rows[1].id',
      's.names[0]',
    ],
    forms: [
      ...infix('+', 'string', 'string'),
      chosen('string'),
      ['$1[$2]', 'strings int'],
      ...(['int', 'uint', 'bool', 'string', 'bytes'] as const).map((kind): Form => ['string($1)', kind]),
      ...each('lowerAscii upperAscii trim', (name) => [`$1.${name}()`, 'string']),
      ['$1.replace("a", $2)', 'string string'],
      ['$1.replace("a", $2, size($3))', 'string string strings'],
      ['$1.charAt($2)', 'string small'],
      ['$1.substring($2)', 'string small'],
      ['$1.substring($2, $3)', 'string small small'],
      ['$1.join($2)', 'strings string'],
      ['$1.join()', 'strings'],
      ['"%d-%s".format([$1, $2])', 'int string'],
      ['"%x %s".format([$1, $2])', 'int bool'],
      ['strings.quote($1)', 'string'],
      ['base64.encode($1)', 'bytes'],
      ['$1[?$2].orValue($3)', 'strings int string', '[$1].map(l, $2 >= 0 && $2 < size(l) ? l[$2] : $3)[0]'],
      ['optional.ofNonZeroValue($1).orValue($2)', 'string string', '($1 != "" ? $1 : $2)'],
    ],
  },
  bytes: {
    leaves: ['b"ab"', 'b""', 'b"\\xff\\x00"'],
    forms: [
      ...infix('+', 'bytes', 'bytes'),
      ['bytes($1)', 'string'],
      chosen('bytes'),
      ['base64.decode(base64.encode($1))', 'bytes', '($1)'],
    ],
  },
  time: {
    leaves: [
      'timestamp("2024-02-29T12:34:56.789Z")',
      'timestamp("1969-12-31T23:59:59Z")',
      'timestamp(s.when)',
      'timestamp(0)',
    ],
    forms: [
      ['($1 + $2)', 'time span'],
      ['($1 - $2)', 'time span'],
      ['($1 + $2)', 'span time'],
      chosen('time'),
      [
        'timestamp(string(timestamp($1)))',
        'small',
        'timestamp(string(timestamp("1970-01-01T00:00:00Z") + duration(string($1) + "s")))',
      ],
    ],
  },
  span: {
    leaves: ['duration("1h30m")', 'duration("-0.5s")', 'duration("10ms")', 'duration("0")'],
    forms: [
      ...infix('+ -', 'span', 'span'),
      ['($1 - $2)', 'time time'],
      chosen('span'),
      ['duration(string($1))', 'span'],
    ],
  },
  ints: {
    leaves: ['s.levels', '[1, 2, 3]', '[3, 1, 3]', '[]'],
    forms: [
      ...infix('+', 'ints', 'ints'),
      chosen('ints'),
      ['[$1, $2]', 'int int'],
      ['[?s.?n, $1]', 'int', '(has(s.n) ? [s.n, $1] : [$1])'],
      ['$1.map(x, x + $2)', 'ints int'],
      ['$1.map(x, x > $2, x * $2)', 'ints int'],
      ['$1.filter(x, x % 2 == 0 || $2)', 'ints bool'],
      ['$1.map(y, size(y))', 'strings'],
      ['$1.map(k, $1[k])', 'limits'],
      ['$1.transformList(i, v, i + v)', 'ints', 'lists.range(size($1)).map(i, i + $1[i])'],
      ['$1.transformList(i, v, v > $2, i)', 'ints int', 'lists.range(size($1)).filter(i, $1[i] > $2)'],
      ['$1.slice($2, $3)', 'ints int int'],
      ['$1.sort()', 'ints'],
      ['$1.distinct()', 'ints'],
      ['$1.reverse()', 'ints'],
      ['$1.flatten()', 'lists'],
      ['$1.sortBy(x, -x)', 'ints', '$1.map(x, -x).sort().map(x, -x)'],
    ],
  },
  doubles: {
    leaves: ['s.ratios', '[1.5, -0.25]'],
    forms: [
      ...infix('+', 'doubles', 'doubles'),
      ['[$1, $2]', 'double double'],
      ['$1.map(x, x * $2)', 'doubles double'],
    ],
  },
  strings: {
    leaves: ['s.names', '["a"]', '["b", "ab"]'],
    forms: [
      ...infix('+', 'strings', 'strings'),
      chosen('strings'),
      ['[$1, $2]', 'string string'],
      ['$1.split($2)', 'string string'],
      ['$1.split("a", $2)', 'string small'],
      ['$1.map(y, y + $2)', 'strings string'],
      ['$1.filter(y, y != $2)', 'strings string'],
      ['$1.distinct()', 'strings'],
      ['s.rows.map(r, r.id)', ''],
      ['s.rows.filter(r, has(r.note) && r.note != $1).map(r, r.id)', 'string'],
    ],
  },
  lists: {
    leaves: ['[[1], [2, 3]]', '[s.levels]'],
    forms: [
      ['[$1, $2]', 'ints ints'],
      ['$1.map(x, [x, $2])', 'ints int'],
    ],
  },
  limits: {
    leaves: ['s.limits', '{"a": 1}', '{"gold": 7, "b": -3}'],
    forms: [
      ['{$1: $2, "z": $3}', 'string int int'],
      chosen('limits'),
      ['{?"n": s.?n, "z": $1}', 'int', '(has(s.n) ? {"n": s.n, "z": $1} : {"z": $1})'],
    ],
  },
  dyn: {
    leaves: [
      's.any',
      's.more.x',
      's.more["y"]',
      'dyn(1)',
      'dyn(1u)',
      'dyn(1.0)',
      'dyn(2.5)',
      'dyn("a")',
      'null',
      '[1, "a", 2.0][1]',
      '{"k": [1, true]}.k',
    ],
    forms: [
      ...(
        [
          'int',
          'uint',
          'double',
          'string',
          'bool',
          'bytes',
          'time',
          'span',
          'ints',
          'strings',
          'limits',
          'lists',
        ] as const
      ).map((kind): Form => ['dyn($1)', kind]),
      ['[$1, $2]', 'dyn dyn'],
      ['[$1, $2, "a"][$3]', 'dyn int int'],
      ['{"k": $1, "l": $2}[$3]', 'dyn int string'],
      ['{1: $1, "l": $2}', 'dyn int'],
      ...each('+ - * / %', (symbol): Form => [`($1 ${symbol} $2)`, 'dyn dyn']),
      ['[$1, $2].map(x, x + x)', 'dyn dyn'],
      ['[$1, $2].filter(x, x == $3)', 'dyn dyn int'],
      ['-($1 + $2)', 'dyn dyn'],
    ],
  },
};

/** Well-typed expressions of a kind, and of what they are made of. */
export const expressions: { readonly [K in Kind]: fc.Arbitrary<Both> } = fc.letrec<Record<Kind, Both>>(
  (tie) =>
    Object.fromEntries(
      Object.entries(FORMS).map(([kind, { leaves, forms }]) => [
        kind,
        fc.oneof(
          { maxDepth: 3, depthSize: 'xsmall' },
          fc.constantFrom(...leaves).map((text) => ({ ours: text, theirs: text })),
          ...forms.map((form) => ofForm(form, (operand) => tie(operand))),
        ),
      ]),
    ) as { [K in Kind]: fc.Arbitrary<Both> }, // sound: an entry for each
);

function ofForm([ours, operands, theirs = ours]: Form, tie: (kind: Kind) => fc.Arbitrary<Both>): fc.Arbitrary<Both> {
  const kinds = operands.split(' ').filter((name): name is Kind => name !== '');
  return fc.tuple(...kinds.map(tie)).map((parts) => ({
    ours: filled(
      ours,
      parts.map((part) => part.ours),
    ),
    theirs: filled(
      theirs,
      parts.map((part) => part.theirs),
    ),
  }));
}

const filled = (template: string, parts: readonly string[]): string =>
  template.replace(/\$([1-4])/g, (_, place: string) => parts[Number(place) - 1] ?? '');
