// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { BUILT_IN_NAMES } from '../expression/inputs.ts';
import { refine, text, type Shape } from './shape.ts';
import type { KeyRule } from './shape-collections.ts';
import { checkVisible, VISIBLE_PATTERN } from './visible-name.ts';

// CEL's reserved words (language definition, "Syntax"): a name that is one could not be written in an expression.
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while'.split(
    ' ',
  ),
);

/** How policies, rules and projects are named. */
export const NAME_PATTERN = '^[a-z][a-z0-9-]{0,62}$';
/** How variables and sources are named: identifiers of CEL. */
export const IDENTIFIER_PATTERN = '^[A-Za-z_][A-Za-z0-9_]{0,62}$';

const NAME = new RegExp(NAME_PATTERN);
const IDENTIFIER = new RegExp(IDENTIFIER_PATTERN);

/** The name of a policy, a rule or a project. */
export const name: Shape<Located<string>> = refine(text, { pattern: NAME_PATTERN }, (value, report) => {
  if (NAME.test(value.value)) return value;
  const help = 'a name is lower-case letters, digits and `-`, begins with a letter, and has at most 63 characters';
  report('invalid-name', value.span, `invalid name ${quote(value.value)}`, help);
  return undefined;
});

/** What is wrong with `identifier` as a name in expressions, or undefined. */
export function identifierProblem(identifier: string): string | undefined {
  if (!IDENTIFIER.test(identifier))
    return 'a name in expressions is letters, digits and `_`, does not begin with a digit, and has at most 63 characters';
  if (RESERVED_WORDS.has(identifier)) return `\`${identifier}\` is a word of the expression language`;
  return undefined;
}

/** Checks the name of a variable, which is read as `variables.<name>`. */
export const variableName: KeyRule = { schema: { pattern: IDENTIFIER_PATTERN }, check: checkIdentifier };

/** Checks the name of a source, which expressions read as it is, and which therefore must not hide a built-in input. */
export const sourceName: KeyRule = inputName('source');

/** Checks the name a policy gives a library, which expressions read as they do that of a source. */
export const importName: KeyRule = inputName('import');

/** Checks the `type` of an authorization detail (RFC 9396 section 2). */
export const detailTypeName: KeyRule = {
  schema: { pattern: VISIBLE_PATTERN },
  check: (key, report) => {
    if (key.value === '') report('invalid-name', key.span, 'an authorization detail type without a name');
    return key.value !== '' && checkVisible(key, 'an authorization detail type', report);
  },
};

function inputName(what: string): KeyRule {
  return {
    schema: { pattern: IDENTIFIER_PATTERN },
    check: (key, report) => {
      if (!checkIdentifier(key, report)) return false;
      if (!BUILT_IN_NAMES.includes(key.value)) return true;
      report(
        'reserved-name',
        key.span,
        `the ${what} ${quote(key.value)} would hide the input of the same name`,
        `give the ${what} another name`,
      );
      return false;
    },
  };
}

function checkIdentifier(key: Located<string>, report: Report): boolean {
  const problem = identifierProblem(key.value);
  if (problem !== undefined) report('invalid-name', key.span, `invalid name ${quote(key.value)}`, problem);
  return problem === undefined;
}

/** A target: an identity provider, and one of its triggers. */
export const targetName: KeyRule = {
  schema: { pattern: '^[a-z0-9-]+(/[a-z0-9-]+)+$' },
  check: ({ value, span }, report) => {
    if (/^[a-z0-9-]+(?:\/[a-z0-9-]+)+$/.test(value)) return true;
    report(
      'invalid-name',
      span,
      `invalid name ${quote(value)} of a target`,
      'a target is an identity provider and one of its triggers, with a `/` between them',
    );
    return false;
  },
};
