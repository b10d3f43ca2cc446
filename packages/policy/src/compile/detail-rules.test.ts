// SPDX-License-Identifier: Apache-2.0
import { diagnose } from '../testing/diagnose.ts';
import { inPolicy, PROJECT } from '../testing/mistake.ts';
import { parseProject } from '../document/parse-project.ts';
import { compileProject } from './compile.ts';

const SCHEMA = `inputs:
  authorization_details:
    payment:
      type: object
      required: [amount]
      properties:
        amount:
          type: object
          required: [value]
          properties:
            value: { type: integer, minimum: 0, exclusiveMaximum: 1000 }
            fee: { type: number }
            currency: { enum: [EUR, SEK] }
        tags: { type: array, items: { type: string } }
        note: { type: string }
        payees: { type: array, items: { $ref: '#/$defs/payee' } }
      $defs:
        payee: { type: object, required: [iban], additionalProperties: false, properties: { iban: { type: string } } }
    strict: { type: object, additionalProperties: false, properties: { purpose: { type: string } } }
`;
const filesOf = (rule: string, type = 'payment'): Readonly<Record<string, string>> => ({
  ...inPolicy(
    'unknown-key',
    '',
    `authorization_details:\n  ${type}:\n    - rule: r\n${rule.replaceAll(/^/gm, '      ')}\n`,
  ).files,
  'assay.yaml': PROJECT + SCHEMA,
});
const found = (rule: string, type?: string): readonly string[] => {
  const files = filesOf(rule, type);
  return diagnose({ files }).map(({ code, span }) => `${code} at ${files[span.file]?.slice(span.start, span.end)}`);
};
function tableOf(rule: string, type?: string) {
  const files = filesOf(rule, type);
  const { project } = parseProject((path) => files[path]);
  const table = project && compileProject(project).compiled?.table;
  if (table === undefined) throw new Error(found(rule).join('; '));
  return table;
}

describe('a limit', () => {
  it('is a number for a number, a list for a list, of a member the schema has', () => {
    expect(found('permit: "true"\nlimit: { amount.value: 10, tags: \'["a"]\' }')).toEqual([]);
    expect(found('permit: "true"\nlimit: { amount.value: \'["a"]\' }')).toEqual(['wrong-type-in-expression at ["a"]']);
    expect(found('permit: "true"\nlimit: { note: 5 }')).toEqual(['wrong-type-in-expression at 5']);
    expect(found('permit: "true"\nlimit: { amount.valu: 5 }')).toEqual(['unknown-member at amount.valu']);
  });

  it('may know what the condition made sure of, and reads no cell', () => {
    expect(found('permit: has(authentication.auth_time)\nlimit: { amount.value: authentication.auth_time }')).toEqual(
      [],
    );
    expect(found('permit: "true"\nlimit: { amount.value: authentication.auth_time }')).toEqual([
      'optional-without-has at authentication.auth_time',
    ]);
    expect(found('permit: "true"\nlimit: { amount.value: size(cell.action) }')).toEqual(['unknown-name at cell']);
  });

  it('is an expression of its rule', () => {
    const { rules, exprs } = tableOf('permit: "true"\nlimit: { amount.value: 10 }');
    expect(rules[0]?.limit).toEqual([{ path: ['amount', 'value'], value: 0, integer: true }]);
    expect(exprs).toEqual([['num', 10]]);
  });

  it.each([
    ['amount.value', true],
    ['amount.fee', undefined],
    ['tags', undefined],
  ])('of `%s` says where the schema asks for an integer', (member, integer) => {
    const limit = member === 'tags' ? '\'["a"]\'' : '10';
    const [rule] = tableOf(`permit: "true"\nlimit: { ${member}: ${limit} }`).rules;
    expect(rule?.limit?.map((entry) => entry.integer)).toEqual([integer]);
  });
});

describe('members', () => {
  it('that rules read are declared to the run time', () => {
    const { detailMembers } = tableOf(
      'permit: detail.amount.value < 10 && has(detail.note)\nlimit: { tags: \'["a"]\' }',
    );
    expect(detailMembers).toEqual({
      payment: [
        { path: ['tags'], type: 'strings' },
        { path: ['amount', 'value'], type: 'int', required: true, range: { min: 0, below: 1000 } },
        { path: ['note'], type: 'string' },
      ],
    });
  });

  it('have the values the schema gives', () => {
    const { detailMembers } = tableOf('permit: has(detail.amount.currency) && detail.amount.currency == "EUR"');
    expect(detailMembers).toEqual({
      payment: [{ path: ['amount', 'currency'], type: 'string', values: ['EUR', 'SEK'] }],
    });
  });

  it('have the types of what is in them', () => {
    const { detailMembers, slots } = tableOf('permit: has(detail.payees) && detail.payees.all(p, p.iban != "X")');
    expect(detailMembers).toEqual({ payment: [{ path: ['payees'], type: ['list', ['closed', { iban: 'string' }]] }] });
    expect(slots.map(({ type }) => type)).toEqual([['list', ['closed', { iban: 'string' }]]]);
  });

  it('of every type are among those of a type that lets in no others', () => {
    const { slots } = tableOf('permit: cel.bind(d, detail, has(d.purpose))', 'strict');
    expect(slots.map(({ type }) => type)).toEqual([
      [
        'closed',
        {
          type: 'string',
          locations: 'strings',
          actions: 'strings',
          datatypes: 'strings',
          identifier: 'string',
          privileges: 'strings',
          purpose: 'string',
        },
      ],
    ]);
  });

  it('that nobody reads are nobody’s', () => {
    expect(tableOf('permit: detail.type == "payment" && cell.action == "a"').detailMembers).toBeUndefined();
  });

  it('of a type without a schema are told, but for those of every type', () => {
    expect(found('permit: has(detail.actions) && detail.a.b == 1 && detail.a.b != 2', 'other')).toEqual([
      'untyped-member at detail.a.b',
    ]);
  });
});
