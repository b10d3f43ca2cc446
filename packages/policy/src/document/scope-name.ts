// SPDX-License-Identifier: Apache-2.0
import type { ScopeVariableType } from '@assay/core/pdp';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote } from '../diagnostics/quote.ts';
import { BUILT_IN_NAMES } from '../expression/inputs.ts';
import { identifierProblem } from './names.ts';

const MOST_VARIABLES = 8;
/** What ends the value of a variable: a literal between or after variables begins with one of these. */
const DELIMITERS = '.:/';
// RFC 6749 section 3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E ). Assay keeps the braces for variables.
const LITERAL = /^[\x21\x23-\x5b\x5d-\x7a|~]*$/;
const LONGEST = 256;

/** A scope's name in parts that alternate: literal, variable, literal, ...; one part when it has no variable. */
export interface ScopeName {
  readonly parts: readonly string[];
  /** Of each variable; null for any text up to a separator. */
  readonly types: readonly (ScopeVariableType | null)[];
}

/** Why a text is no scope's name: `offset` and `length` say which part of it. */
export interface ScopeNameProblem {
  readonly code: 'invalid-scope-name' | 'reserved-scope-name' | 'reserved-name' | 'invalid-name';
  readonly message: string;
  readonly help: string;
}

/**
 * Reads the name of a scope, `payments:read` or, with variables, `account.list.{account}`, `{env:dev|prod}.{n:int}`.
 * A variable ends at the literal after it, and that begins with a delimiter: a request's scope matches in one way or not at all.
 */
export function parseScopeName(written: string): ScopeName | ScopeNameProblem {
  if (written.startsWith('issue:')) {
    return problem(
      'reserved-scope-name',
      `the scope ${quote(written)} begins with \`issue:\``,
      'whether a token may exist is said under `gates`',
    );
  }
  if (written.length > LONGEST) return invalid(written, `a scope has at most ${LONGEST} characters`);
  const parts = written.split(/[{}]/);
  const braces = written.replace(/[^{}]/g, '');
  if (!/^(?:\{\})*$/.test(braces))
    return invalid(written, 'a variable is one name in braces: `account.list.{account}`');
  if ((parts.length - 1) / 2 > MOST_VARIABLES)
    return invalid(written, `a scope has at most ${MOST_VARIABLES} variables`);
  const variables = parts.filter((_, index) => index % 2 === 1).map(readVariable);
  const literals = parts.filter((_, index) => index % 2 === 0);
  const wrong =
    literalProblem(written, literals) ??
    variableProblem(variables.map(({ name }) => name)) ??
    variables.map(({ type }) => typeProblem(written, type)).find((found) => found !== undefined);
  if (wrong !== undefined) return wrong;
  return {
    parts: parts.map((part, index) => (index % 2 === 1 ? readVariable(part).name : part)),
    types: variables.map(({ type }) => typeOf(type)),
  };
}

/** Whether `result` is a problem and not a name. */
export function isScopeNameProblem(result: ScopeName | ScopeNameProblem): result is ScopeNameProblem {
  return 'code' in result;
}

/** A variable as it stands between braces: `account`, or with what it has to be, `n:int`. */
function readVariable(written: string): { readonly name: string; readonly type: string | undefined } {
  const colon = written.indexOf(':');
  return colon < 0
    ? { name: written, type: undefined }
    : { name: written.slice(0, colon), type: written.slice(colon + 1) };
}

const TYPES = ['int', 'uuid', 'date'] as const;
const MOST_VALUES = 64;

const isNamedType = (type: string): type is (typeof TYPES)[number] => TYPES.some((known) => known === type);

function typeOf(type: string | undefined): ScopeVariableType | null {
  if (type === undefined) return null;
  return isNamedType(type) ? type : type.split('|');
}

function typeProblem(scope: string, type: string | undefined): ScopeNameProblem | undefined {
  if (type === undefined || isNamedType(type)) return undefined;
  const values = type.split('|');
  if (values.length === 1)
    return invalid(
      scope,
      didYouMean(type, TYPES) ??
        'a variable is text, or `int`, `uuid`, `date`, or one of several values: `{env:dev|prod}`',
    );
  if (values.length > MOST_VALUES) return invalid(scope, `a variable is one of at most ${MOST_VALUES} values`);
  if (!values.every((value) => /^[A-Za-z0-9_-]+$/.test(value)))
    return invalid(scope, 'the values of a variable are letters, digits, `-` and `_`');
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined ? undefined : invalid(scope, `the value ${quote(twice)} stands twice`);
}

function literalProblem(written: string, literals: readonly string[]): ScopeNameProblem | undefined {
  if (!literals.every((literal) => LITERAL.test(literal))) {
    return invalid(written, 'a scope is printable ASCII without blanks, `"` and `\\` (RFC 6749 section 3.3)');
  }
  if (literals.every((literal) => literal === ''))
    return invalid(written, 'a scope has at least one character outside of its variables');
  const after = literals.slice(1);
  const anchored = after.every((literal, index) =>
    literal === '' ? index === after.length - 1 : DELIMITERS.includes(literal.charAt(0)),
  );
  return anchored ? undefined : invalid(written, 'the text after a variable begins with `.`, `:` or `/`');
}

function variableProblem(variables: readonly string[]): ScopeNameProblem | undefined {
  for (const [index, variable] of variables.entries()) {
    const wrong = identifierProblem(variable);
    if (wrong !== undefined) return problem('invalid-name', `invalid name ${quote(variable)} of a variable`, wrong);
    if (variables.indexOf(variable) !== index)
      return problem(
        'reserved-name',
        `the variable ${quote(variable)} stands twice in one scope`,
        'give it another name',
      );
    if (BUILT_IN_NAMES.includes(variable)) {
      return problem(
        'reserved-name',
        `the variable ${quote(variable)} would hide the input of the same name`,
        'give the variable another name',
      );
    }
  }
  return undefined;
}

function invalid(written: string, help: string): ScopeNameProblem {
  return problem('invalid-scope-name', `invalid scope ${quote(written)}`, help);
}

function problem(code: ScopeNameProblem['code'], message: string, help: string): ScopeNameProblem {
  return { code, message, help };
}
