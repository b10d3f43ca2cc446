// SPDX-License-Identifier: Apache-2.0
import { assemble, type Step } from './assemble.ts';
import type { CharSet } from './char-set.ts';
import { mistake, PatternMistake } from './mistake.ts';
import { WORD } from './named-sets.ts';
import { BEGIN_LINE, END_LINE, NO_WORD_BOUNDARY, WORD_BOUNDARY } from './node.ts';
import { parsePattern } from './parse-pattern.ts';
import { partition } from './partition.ts';

/** What is wrong with a pattern, and where: an offset in UTF-16 units. */
export interface PatternError {
  readonly error: string;
  readonly at: number;
}

/** A regular expression as the run time reads it. */
export interface CompiledPattern {
  readonly program: string;
}

const MAX_PATTERN = 4_096;
/** A table holds what it has to be sent with, and read again wherever it runs. */
const MAX_PROGRAM = 32_768;

/**
 * The program of a regular expression in the syntax of RE2: a text matches it in time linear in the text, whatever the text is. Pure; the same for
 * the same pattern on every machine.
 */
export function compilePattern(pattern: string): CompiledPattern | PatternError {
  const before = compiled.get(pattern);
  if (before) return before;
  if (pattern.length > MAX_PATTERN) return { error: `it has more than ${MAX_PATTERN} characters`, at: 0 };
  const found = compileAnew(pattern);
  if (compiled.size >= MAX_KEPT) compiled.clear();
  compiled.set(pattern, found);
  return found;
}

/** Patterns compiled before: each is checked first, and put into the table later. */
const compiled = new Map<string, CompiledPattern | PatternError>();
const MAX_KEPT = 256;

function compileAnew(pattern: string): CompiledPattern | PatternError {
  try {
    return { program: encode(assemble(parsePattern(pattern))) };
  } catch (error) {
    if (error instanceof PatternMistake) return { error: error.message, at: error.at };
    throw error;
  }
}

const NEWLINE: CharSet = [[0x0a, 0x0a]];

/** What is told of a character beside a place, as bits; the matcher knows it by the same numbers. */
const KIND = { newline: 4, word: 16, other: 0 };

/**
 * Numbers in base 36, with commas within a group and spaces between groups: first the ranges of characters (how far each is from the one before, and
 * its class), then the kind of each class, then the steps.
 */
function encode(steps: readonly Step[]): string {
  const places = steps.reduce((all, step) => (step.do === 'check' ? all | step.is : all), 0);
  const lines = places & (BEGIN_LINE | END_LINE) ? [NEWLINE] : [];
  const words = places & (WORD_BOUNDARY | NO_WORD_BOUNDARY) ? [WORD] : [];
  const sets = steps.flatMap((step) => (step.do === 'read' ? [step.set] : []));
  const { ranges, count, classesOf } = partition([...sets, ...lines, ...words]);
  const [newlines, letters] = [lines, words].map((of) => of.flatMap(classesOf));
  const kinds = Array.from({ length: count }, (_, of) =>
    newlines?.includes(of) ? KIND.newline : letters?.includes(of) ? KIND.word : KIND.other,
  );
  const distances = ranges.flatMap(([start, of], i) => [start - (ranges[i - 1]?.[0] ?? 0), of]);
  let program = [distances, kinds].map(written).join(' ');
  for (const step of steps) {
    program += ` ${written(numbersOf(step, classesOf))}`;
    if (program.length > MAX_PROGRAM)
      return mistake('it is too large for a decision table: its sets of characters are', 0);
  }
  return program;
}

const written = (group: readonly number[]): string => group.map((value) => value.toString(36)).join();

/** What a step does, by number, and with what; the matcher knows them by the same numbers (shared/src/pdp/ops/regex.ts). */
function numbersOf(step: Step, classesOf: (set: CharSet) => readonly number[]): readonly number[] {
  switch (step.do) {
    case 'read':
      return [0, ...classesOf(step.set)];
    case 'fork':
      return [1, step.to];
    case 'jump':
      return [2, step.to];
    case 'check':
      return [3, step.is];
    case 'match':
      return [4];
    default:
      return step satisfies never;
  }
}
