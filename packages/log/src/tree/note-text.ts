// SPDX-License-Identifier: Apache-2.0
import { fromBase64 } from './base64.ts';

/** A note, taken apart (C2SP signed-note). Nothing is verified. */
export interface NoteText {
  /** What is signed. It ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** The first four bytes: which key of that name. */
  readonly id: Buffer;
  readonly signature: Buffer;
}

const MAX_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;

/** The text and the signatures of a note; undefined where it is none. What is no signature line makes it none, whoever's it were. */
export function parseNote(note: string): NoteText | undefined {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || note.length > MAX_LENGTH || !note.endsWith('\n') || !isNoteText(note)) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return undefined;
  const signatures = lines.map(parseSignature);
  if (!signatures.every((signature) => signature !== undefined)) return undefined;
  return { text: note.slice(0, end + 1), signatures };
}

/** Whether a text may be signed: UTF-8, and of the control characters below the space only line breaks, with one at the end. */
export const isNoteText = (text: string): boolean => text.endsWith('\n') && text.isWellFormed() && !CONTROL.test(text);

/** Whether a signer may be called so: neither white space nor `+`. */
export const isSignerName = (name: string): boolean => NAME.test(name);

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const NAME = /^[^\p{White_Space}\p{Cc}\p{Cs}+]{1,1000}$/u;
const LINE = /^— (\S+) (\S+)$/;

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = '', base64 = ''] = LINE.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (!isSignerName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}
