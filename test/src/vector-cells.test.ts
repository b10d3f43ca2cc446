// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVectors } from './vectors/vector.ts';

/** What a cell of the table "How rules combine" says is shown by these vectors. */
interface Row {
  readonly combines: readonly string[];
  readonly default: readonly string[];
  readonly error: readonly string[];
}

/** The table of docs/policy-language.md, by the first name of each row: the language's promise, cell by cell. */
const CELLS: Readonly<Record<string, Row>> = {
  gates: {
    combines: ['gates/permitted', 'gates/deny-overrides'],
    default: ['gates/no-rule'],
    error: ['gates/error-in-permit', 'gates/error-in-deny'],
  },
  scopes: {
    combines: ['scopes/deny-overrides', 'scopes/dynamic', 'scopes/dynamic-winner', 'targets/every-target'],
    default: ['scopes/no-rule', 'scopes/openid'],
    error: ['scopes/error-in-permit', 'scopes/error-in-deny'],
  },
  request: {
    combines: ['requests/one-rule-is-enough', 'requests/person', 'requests/machine', 'requests/dynamically-registered'],
    default: ['scopes/deny-overrides'],
    error: ['requests/errors'],
  },
  consent: {
    combines: ['requests/third-party', 'requests/one-rule-is-enough'],
    default: ['scopes/deny-overrides'],
    error: ['requests/errors'],
  },
  authorization_details: {
    combines: ['details/cells', 'details/within-limit', 'details/members-unchanged'],
    default: ['details/no-rule'],
    error: ['details/error', 'details/error-in-deny'],
  },
  limit: {
    combines: ['details/limit', 'details/least-limit'],
    default: ['details/within-limit', 'details/members-unchanged'],
    error: ['details/least-limit', 'details/limit-error'],
  },
  claims: {
    combines: ['claims/set-remove-first'],
    default: ['claims/unlisted-kept', 'claims/unlisted-removed'],
    error: ['claims/errors'],
  },
  groups: {
    combines: ['groups/permit-and-deny', 'roles/never-more', 'events/cognito-groups'],
    default: ['groups/no-rule', 'groups/unlisted-removed'],
    error: ['groups/errors', 'roles/error-in-permit'],
  },
  lifetime: {
    combines: ['lifetime/shortest', 'lifetime/by-token-and-audience'],
    default: ['lifetime/no-rule'],
    error: ['lifetime/error'],
  },
  require: {
    combines: ['require/union'],
    default: ['scopes/deny-overrides'],
    error: ['require/error'],
  },
};

const PAGE = readFileSync(join(__dirname, '../../docs/policy-language.md'), 'utf8');
const [, TABLE = ''] = /^## How rules combine\n\n((?:\|.*\n)+)/m.exec(PAGE) ?? [];
const [head = '', , ...rows] = TABLE.trimEnd().split('\n');
const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const VECTORS = new Map(readVectors());

test('the table of the documentation has the rows and columns of this list', () => {
  expect(cellsOf(head)).toHaveLength(4);
  expect(rows.map((row) => /`([a-z_]+)`/.exec(row)?.[1])).toEqual(Object.keys(CELLS));
  expect(rows.filter((row) => cellsOf(row).some((cell) => cell === ''))).toEqual([]);
});

const cells = Object.entries(CELLS).flatMap(([row, columns]) =>
  (['combines', 'default', 'error'] as const).map((column) => ({ row, column, names: columns[column] })),
);

test.each(cells)('`$row`: $column has a vector with its decision and its record', ({ names }) => {
  expect(names.length).toBeGreaterThan(0);
  const shown = names.map((name) => ({ name, want: VECTORS.get(name)?.want }));
  expect(shown.filter(({ want }) => want?.decision === undefined || want.record === undefined)).toEqual([]);
});

// An error is shown by a vector in which something could not be told.
test.each(cells.filter(({ column }) => column === 'error'))('`$row`: $column errs', ({ names }) => {
  const calm = names.filter((name) => {
    const { trace } = VECTORS.get(name)?.want.decision ?? { trace: [] };
    const sources = Object.values(VECTORS.get(name)?.sources ?? {});
    return (
      !trace.some((entry) => entry.endsWith(': error')) &&
      !sources.some((answer) => answer === 'error' || answer === 'timeout')
    );
  });
  expect(calm).toEqual([]);
});
