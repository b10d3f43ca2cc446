// SPDX-License-Identifier: Apache-2.0
import type { CST } from 'yaml';

/** A comment or a blank line (an empty text) that does not belong to anything yet. */
interface Line {
  readonly text: string;
  readonly column: number;
}

/** What stands between two things of a document: comments and blank lines, in the order in which they are read. */
export interface Pending {
  /** Takes what is no content. A comment goes to what stands before it on its line, if that has no comment yet. */
  readonly skip: (tokens: readonly CST.Token[] | undefined) => void;
  /** Says that content was read, and who takes a comment behind it on its line. */
  readonly content: (onComment?: (text: string) => boolean) => void;
  /** Says that content ended with its own line break, and maybe a blank line. */
  readonly endLine: (blank: boolean) => void;
  /** Says that the block collection at `column` ended: lines still to come may belong to it. */
  readonly close: (column: number, take: (lines: readonly string[]) => void) => void;
  /** The lines before what is read next, shared out first among the collections that have ended. */
  readonly take: () => readonly string[];
  /** All lines, whatever their columns, without the blank ones at the end. */
  readonly takeRest: () => readonly string[];
}

/** `text` is what the tokens were made of, without a byte order mark. */
export function createPending(text: string): Pending {
  let lines: Line[] = [];
  let closed: { readonly column: number; readonly take: (lines: readonly string[]) => void }[] = [];
  let atLineStart = true;
  let receiver: ((text: string) => boolean) | undefined;

  const takeWhile = (belongs: (line: Line) => boolean): readonly string[] => {
    const end = lines.findIndex((line) => line.text !== '' && !belongs(line));
    const among = end === -1 ? lines : lines.slice(0, end);
    const last = among.findLastIndex((line) => line.text !== '');
    const taken = among.slice(0, last + 1);
    lines = lines.slice(last + 1);
    return taken.map((line) => line.text);
  };

  return {
    skip: (tokens) => {
      for (const token of tokens ?? []) {
        if (token.type === 'newline') {
          if (atLineStart) lines.push({ text: '', column: 0 });
          atLineStart = true;
          receiver = undefined;
        } else if (token.type === 'comment') {
          const comment = token.source.trimEnd();
          if (receiver?.(comment) !== true)
            lines.push({ text: comment, column: token.offset - (text.lastIndexOf('\n', token.offset - 1) + 1) });
          atLineStart = false;
          receiver = undefined;
        }
      }
    },
    content: (onComment) => {
      atLineStart = false;
      receiver = onComment;
    },
    endLine: (blank) => {
      if (blank) lines.push({ text: '', column: 0 });
      atLineStart = true;
      receiver = undefined;
    },
    close: (column, take) => void closed.push({ column, take }),
    take: () => {
      const ended = closed;
      closed = [];
      for (const { column, take } of ended) take(takeWhile((line) => line.column >= column));
      const taken = lines.map((line) => line.text);
      lines = [];
      return taken;
    },
    takeRest: () => {
      const taken = takeWhile(() => true);
      lines = [];
      return taken;
    },
  };
}
