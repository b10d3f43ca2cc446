// SPDX-License-Identifier: Apache-2.0
import type { CompiledPolicySet } from '../../compile/compile.ts';
import type { Project } from '../../document/project.ts';
import { childrenOf, type Ast } from '../../expression/ast.ts';
import { parseExpression } from '../../expression/parse.ts';
import { compilePattern } from '../../regex/compile.ts';
import { samplePattern } from './sample-pattern.ts';

/** Texts that match the patterns of a project, by the program each pattern has become in the table. */
export function patternSamples(
  { policies, libraries }: Project,
  { source }: CompiledPolicySet,
): ReadonlyMap<string, string> {
  const texts = [
    ...source.rules.flatMap(({ conjuncts, value }) =>
      [...conjuncts, ...(value ? [value] : [])].map(({ text }) => text),
    ),
    ...[...policies, ...libraries].flatMap(({ variables }) => variables.map(({ expression }) => expression.text)),
  ];
  return new Map(texts.flatMap(patternsIn).flatMap(sampleOf));
}

function patternsIn(text: string): readonly string[] {
  if (!text.includes('matches')) return [];
  const parsed = parseExpression(text);
  return 'ast' in parsed ? literalPatterns(parsed.ast) : [];
}

function literalPatterns(ast: Ast): readonly string[] {
  const last = ast.kind === 'call' && ast.name === 'matches' ? ast.args.at(-1) : undefined;
  const here = last?.kind === 'literal' && last.value.type === 'string' ? [last.value.value] : [];
  return [...here, ...childrenOf(ast).flatMap(literalPatterns)];
}

function sampleOf(pattern: string): readonly (readonly [program: string, sample: string])[] {
  const compiled = compilePattern(pattern);
  const sample = samplePattern(pattern);
  return 'error' in compiled || sample === undefined ? [] : [[compiled.program, sample]];
}
