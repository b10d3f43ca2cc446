// SPDX-License-Identifier: Apache-2.0
import { childrenOf, LANGUAGE, parseExpression, type Ast } from '@assay/policy/language';
import type { SpecTest } from './tests.ts';

/** Whether a test needs a protocol buffer message, an enum or a wrapper: in its expression, its input or its result. Those exist in no policy. */
export function isOutOfScope(test: SpecTest): boolean {
  const { expr, typeEnv = [], bindings, value, typedResult } = test.original;
  const parsed = parseExpression(expr, LANGUAGE);
  const names = 'ast' in parsed ? namesOf(parsed.ast) : [];
  // a name in the container of the test may be used without it
  const isUsed = (name: string): boolean =>
    names.some((used) => used === name || used.startsWith(`${name}.`) || name.endsWith(`.${used}`));
  const declared = typeEnv.filter(({ name }) => isUsed(name));
  return (
    ('ast' in parsed && hasMessage(parsed.ast)) ||
    names.some((name) => NAMED.test(name) && !VALUES.has(name)) ||
    holdsProtobuf([declared, bindings, value, typedResult])
  );
}

/** The two messages that are values of CEL itself. */
const VALUES = new Set(['google.protobuf.Timestamp', 'google.protobuf.Duration']);

/** Names of the messages and enums the suites use, whole or relative to the container of a test. */
const NAMED =
  /^(?:cel\.expr\.conformance|google\.expr|google\.protobuf)\.|\b(?:Nested)?TestAllTypes\b|\bGlobalEnum\b|\bNullValue\b/;

const hasMessage = (ast: Ast): boolean => ast.kind === 'message' || childrenOf(ast).some(hasMessage);

/** Every name in an expression, with what is selected from it. */
function namesOf(ast: Ast): readonly string[] {
  const name = dottedName(ast);
  return [...(name === undefined ? [] : [name]), ...childrenOf(ast).flatMap(namesOf)];
}

/** The name that a chain of selections, or the name and receiver of a call, spell: `a.b.c`. */
function dottedName(ast: Ast): string | undefined {
  if (ast.kind === 'ident') return ast.name.replace(/^\./, '');
  if (ast.kind !== 'select' && ast.kind !== 'call') return undefined;
  const operand = ast.kind === 'select' ? ast.operand : ast.target;
  const last = ast.kind === 'select' ? ast.field : ast.name;
  if (operand === undefined) return last;
  const before = dottedName(operand);
  return before === undefined ? undefined : `${before}.${last}`;
}

/** Whether values or types of the suite, as JSON, hold a message, an enum or a wrapper. */
function holdsProtobuf(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return Object.entries(json).some(([key, of]: [string, unknown]) => {
    if (key === 'enumValue' || key === 'wrapper') return true;
    if (key === '@type') return !VALUES.has(String(of).split('/').at(-1) ?? '');
    if (key === 'messageType' || key === 'typeValue') return String(of).includes('.') && !VALUES.has(String(of));
    return holdsProtobuf(of);
  });
}
