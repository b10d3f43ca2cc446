// SPDX-License-Identifier: Apache-2.0
import type { Literal, Range } from '../ast.ts';
import { quote } from '../../diagnostics/quote.ts';
import type { Reader } from './reader.ts';
import { refuse } from './refusal.ts';

const RANGES = {
  int: [-(2n ** 63n), 2n ** 63n - 1n],
  uint: [0n, 2n ** 64n - 1n],
} as const;

const isUint = (digits: string): boolean => /u$/i.test(digits);

/** Whether a negative number is next, whose sign is part of the literal: an int or a double. */
export function isSigned(reader: Reader): boolean {
  const { kind, text } = reader.peek(1);
  return reader.sees('-') && kind === 'number' && !isUint(text);
}

/** The value of a number as it was written, its sign included (cel-spec, "Numeric Values"). Refuses one that its type cannot hold. */
export function numberLiteral(text: string, range: Range): Literal {
  const isNegative = text.startsWith('-');
  const digits = isNegative ? text.slice(1) : text;
  if (!digits.startsWith('0x') && /[.eE]/.test(digits)) {
    const value = Number(digits);
    if (!Number.isFinite(value)) refuse(range, `${quote(text)} is beyond what a double holds`);
    return { type: 'double', value: isNegative ? -value : value };
  }
  const type = isUint(digits) ? 'uint' : 'int';
  const amount = BigInt(digits.replace(/u$/i, ''));
  const value = isNegative ? -amount : amount;
  const [least, most] = RANGES[type];
  if (value < least || value > most) {
    refuse(range, `${quote(text)} is beyond what ${type === 'int' ? 'an int' : 'a uint'} holds: ${least} to ${most}`);
  }
  return { type, value };
}
