// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../../errors/index.ts';
import type { Op } from '../eval/op.ts';
import { ERROR, NO, YES } from '../eval/tri.ts';

// what a step of a program does (packages/policy/src/regex/compile.ts)
const READ = 0;
const FORK = 1;
const CHECK = 3;
const MATCH = 4;

/**
 * What is told of a character beside a place, as bits, and of the beginning and end of the text, which begin and end a line too: edge of the text 1, of
 * a line 4, part of a word 16.
 */
const EDGE = 5;
const SIDE = 5;
const WORD = 16;
const NO_BOUNDARY = 32;
/** What a character may be: the compiler's newline, part of a word, or neither. */
const KINDS = [0, 4, WORD];
/** One more than all that is asked of a place together. */
const PLACES = 64;

/** What is true of a place between two characters: that it begins (1, 4) or ends (2, 8) the text or a line, and whether a word begins or ends there. */
const placeBetween = (before: number, after: number): number =>
  (before & SIDE) | ((after & SIDE) << 1) | ((before ^ after) & WORD || NO_BOUNDARY);

/** Where the steps are after some of the text: which of them go on, and what the last character was. `next` is known by the class of what comes. */
interface State {
  readonly steps: readonly number[];
  readonly before: number;
  readonly next: (State | typeof FOUND)[];
}
const FOUND = 1;

/** What the place of a step is written as is one UTF-16 unit. The compiler keeps far below it. */
const MAX_STEPS = 65_535;

/** So many states are kept; when there are more all are forgotten, and found again as they are needed. */
const MAX_STATES = 256;

/**
 * Whether a text has a match of a program, wherever it stands in the text. All steps that may be taken are taken side by side, and where that leads is
 * kept, so that a text takes time linear in its length, and mostly one lookup per character.
 * Throws ERR_TABLE_INVALID for what is no program.
 */
export function matcher(program: string): (text: string) => boolean {
  const [ranges = [], kinds = [], ...steps] = program
    .split(' ')
    .map((group) => group.split(',').map((digits) => parseInt(digits, 36)));
  const isClass = (of: number): boolean => of >= 0 && of < kinds.length;
  const isStep = ([does = -1, ...values]: readonly number[]): boolean => {
    const [value = -1] = values;
    if (does === READ) return values.every(isClass);
    return (
      does === MATCH || (does > READ && does < MATCH && value >= 0 && value < (does === CHECK ? PLACES : steps.length))
    );
  };
  const isProgram =
    ranges.length % 2 === 0 &&
    ranges.every((value, i) => (i % 2 === 0 ? value >= 0 : isClass(value))) &&
    kinds.every((kind) => KINDS.includes(kind)) &&
    steps.length <= MAX_STEPS &&
    steps.at(-1)?.[0] === MATCH &&
    steps.every(isStep);
  if (!isProgram) throw new AssayError('ERR_TABLE_INVALID', 'decision table: a pattern is not what it should be');

  let first = 0;
  const starts = ranges.filter((_, i) => i % 2 === 0).map((distance) => (first += distance));
  const classOf = (point: number): number => {
    let low = 0;
    for (let high = starts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= point) low = middle;
      else high = middle;
    }
    return ranges[2 * low + 1]!;
  };

  const ascii = Array.from(Array(128).keys(), classOf);

  const states = new Map<string, State>();
  let start: State | undefined;
  const stateOf = (on: readonly number[], before: number): State => {
    const key = `${before} ${String.fromCharCode(...on)}`;
    const known = states.get(key);
    if (known) return known;
    if (states.size >= MAX_STATES) {
      states.clear();
      start = undefined;
    }
    const state = { steps: on, before, next: [] };
    states.set(key, state);
    return state;
  };

  // when a step was last taken
  const taken = new Uint32Array(steps.length);
  let now = 0;

  /** What comes after a character of a class; beyond the last class is the end of the text. */
  const advance = ({ steps: on, before }: State, of: number): State | typeof FOUND => {
    const after = kinds[of] ?? EDGE;
    const place = placeBetween(before, after);
    // a match may begin anywhere
    const todo = [0, ...on];
    const next: number[] = [];
    now++;
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (taken[at] === now) continue;
      taken[at] = now;
      const step = steps[at]!; // sound: no step leads beyond the last
      const [does, value = 0] = step;
      if (does === MATCH) return FOUND;
      if (does === READ) {
        if (step.includes(of, 1)) next.push(at + 1);
      } else if (does === CHECK) {
        if ((value & ~place) === 0) todo.push(at + 1);
      } else {
        todo.push(value);
        if (does === FORK) todo.push(at + 1);
      }
    }
    return stateOf(next, after);
  };

  return (text) => {
    let state: State | typeof FOUND = (start ??= stateOf([], EDGE));
    for (let i = 0; i <= text.length; i++) {
      const point = text.codePointAt(i);
      const of = point === undefined ? kinds.length : (ascii[point] ?? classOf(point));
      state = state.next[of] ??= advance(state, of);
      if (state === FOUND) return true;
      if (point !== undefined && point > 0xffff) i++;
    }
    return false;
  };
}

/** `text.matches("^[a-z]+$")`: the pattern is a program in the table's strings. */
export const REGEX_OPS: readonly (readonly [string, Op])[] = [
  [
    'matches',
    {
      operands: 2,
      condition: ([operand], build, raw) => {
        const { place, read } = build.operand(operand!); // sound: the number of operands was checked
        const program = build.text(raw[2]);
        const matches = matcher(program);
        const size = program.split(' ').length;
        return (frame) => {
          const text = frame.slots[place] ?? read(frame);
          if (typeof text !== 'string') return ERROR;
          // every step of the program may be taken at every place; how much of that is known already differs from process to process
          frame.steps -= Math.ceil((text.length * size) / 16);
          return frame.steps < 0 ? ERROR : matches(text) ? YES : NO;
        };
      },
    },
  ],
];
