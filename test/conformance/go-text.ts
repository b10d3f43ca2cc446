// SPDX-License-Identifier: Apache-2.0
// Values as Go prints them: what cel-go's debug text holds.

/** A string in double quotes, as `strconv.Quote` of Go writes it. */
export function goQuote(text: string): string {
  return `"${Array.from(text, quoteCharacter).join('')}"`;
}

/** Bytes in double quotes; what is no UTF-8 is escaped byte by byte. */
export function goQuoteBytes(bytes: Uint8Array): string {
  let quoted = '';
  for (let i = 0; i < bytes.length;) {
    const length = [1, 2, 3, 4].find((size) => characterOf(bytes.subarray(i, i + size)) !== undefined);
    const character = length === undefined ? undefined : characterOf(bytes.subarray(i, i + length));
    quoted += character === undefined ? hex('x', bytes[i] ?? 0, 2) : quoteCharacter(character);
    i += length ?? 1;
  }
  return `"${quoted}"`;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function characterOf(bytes: Uint8Array): string | undefined {
  try {
    const text = UTF8.decode(bytes);
    return Array.from(text).length === 1 ? text : undefined;
  } catch {
    return undefined;
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

function quoteCharacter(character: string): string {
  const escape = ESCAPES.get(character);
  if (escape !== undefined) return escape;
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return hex('x', code, 2);
  return code > 0xffff ? hex('U', code, 8) : hex('u', code, 4);
}

const hex = (letter: string, code: number, digits: number): string =>
  `\\${letter}${code.toString(16).padStart(digits, '0')}`;

/** A double, as `%v` of Go writes it: with an exponent below 1e-4 and from 1e6. */
export function goDouble(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : `${value > 0 ? '+' : '-'}Inf`;
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e6)) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
