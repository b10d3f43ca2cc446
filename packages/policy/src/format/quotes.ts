// SPDX-License-Identifier: Apache-2.0
import { isMap, isScalar, parseDocument } from 'yaml';
import { escapeInvisible, invisibleCharacters } from '../diagnostics/invisible.ts';
import type { Scalar } from './layout.ts';

/**
 * A scalar as it is written: unquoted text as it stands, an expression without the quotes YAML does not need (it has its own),
 * and in other quotes than now where that spares escapes.
 */
export function scalarText(scalar: Scalar, inFlow: boolean): string {
  const { source, quoted, expression = false } = scalar;
  if (quoted === undefined) return source;
  return expression && !source.includes('\n') && isPlain(quoted, inFlow) ? quoted : requoted(source);
}

/** Quoted text in single quotes, unless double ones spare escapes. */
function requoted(source: string): string {
  const double = source.startsWith('"');
  const raw = source.slice(1, -1);
  // Only double quotes have escapes; between single ones a backslash is itself.
  if (double ? /\\[^"]/.test(raw) : raw.includes('\\')) return source;
  const text = double ? raw.replaceAll('\\"', '"') : raw.replaceAll("''", "'");
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}

/** `text` in double quotes, on one line, with an escape for whatever nobody sees. */
export function doubleQuoted(text: string): string {
  return escapeInvisible(JSON.stringify(text), unitEscapes);
}

function unitEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    const code = character.charCodeAt(unit).toString(16);
    return `\\u${code.padStart(4, '0')}`;
  }).join('');
}

const LONGEST = 4096;

/** Whether `text`, unquoted and on one line, stands for itself. */
function isPlain(text: string, inFlow: boolean): boolean {
  if (text.length > LONGEST || /[\r\n]/.test(text) || (inFlow && /[,[\]{}]/.test(text))) return false;
  // What was written as an escape, so that it can be seen, stays one.
  if (invisibleCharacters(text, 1).length > 0) return false;
  const { contents, comment, errors, warnings } = parseDocument(`a: ${text}`, { prettyErrors: false });
  if (errors.length > 0 || warnings.length > 0 || comment !== null || !isMap(contents)) return false;
  const [pair, ...more] = contents.items;
  const value = pair?.value;
  return more.length === 0 && isScalar(value) && value.type === 'PLAIN' && value.value === text;
}
