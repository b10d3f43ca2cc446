// SPDX-License-Identifier: Apache-2.0
// The expression language by itself, for what proves or documents it; policies are compiled by `compileProject`.
export { childrenOf, type Ast, type Comprehension, type Literal } from './expression/ast.ts';
export { checkExpression } from './expression/check/check.ts';
export type { Finding } from './expression/finding.ts';
export type { Declaration } from './expression/functions/declaration.ts';
export { isWritten, signatureOf } from './expression/functions/signature.ts';
export { DECLARATIONS, functionKey, overloadsOf } from './expression/functions/table.ts';
export { FUNCTION_TEXTS, type FunctionText } from './expression/functions/texts.ts';
export { parseExpression, type Parsed } from './expression/parse.ts';
export type { Input, Scope } from './expression/scope.ts';
export type { Typed } from './expression/typed.ts';
export * as types from './expression/types.ts';
export type { Type } from './expression/types.ts';
export { compileExpression, type CompiledExpression } from './compile/compile-expression.ts';
export { LANGUAGE, type Dialect } from './expression/syntax/dialect.ts';
export type { Build } from './expression/syntax/macros/build.ts';
export { argumentOf, type Macro, type MacroCall } from './expression/syntax/macros/macro.ts';
export { STANDARD_MACROS } from './expression/syntax/macros/table.ts';
export { refuse } from './expression/syntax/refusal.ts';
