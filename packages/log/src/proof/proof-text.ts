// SPDX-License-Identifier: Apache-2.0
import type { Proven, Told } from './check-proof.ts';
import type { Checkpoint } from '../tree/checkpoint.ts';

/** What is proven, for people. */
export function provenText(proven: Proven): string {
  const { checkpoint } = proven;
  const head = (of: Checkpoint): string => `${of.size} entries, root ${Buffer.from(of.root).toString('base64')}`;
  if (proven.proves === 'consistency')
    return lines(
      `proven: ${printable(checkpoint.origin)} has only grown`,
      `  from  ${head(proven.before)}`,
      `  to    ${head(checkpoint)}`,
    );
  return proven.entries
    .map((entry) =>
      lines(
        `proven: entry ${entry.index} of ${printable(checkpoint.origin)}`,
        `  checkpoint   ${head(checkpoint)}`,
        ...entryLines(entry),
        ...entry.disclosed.map(({ pointer, json }) => `  disclosed    ${printable(pointer)} ${cut(printable(json))}`),
        ...(entry.undisclosed > 0 ? [`  undisclosed  ${entry.undisclosed} fields`] : []),
      ),
    )
    .join('');
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const RECORD = ['id', 'time', 'outcome', 'effect', 'mode', 'error'] as const;

function entryLines({ content }: Told): readonly string[] {
  const { kind, writer, seq, record } = content;
  const members = typeof record === 'object' && record !== null ? (record as Readonly<Record<string, unknown>>) : {}; // sound: an object
  const shown = RECORD.flatMap((name) =>
    members[name] === undefined ? [] : [`  ${name.padEnd(11)}  ${cut(shownValue(members[name]))}`],
  );
  return [
    `  kind         ${cut(shownValue(kind))}, number ${cut(shownValue(seq))} of ${cut(shownValue(writer))}`,
    ...shown,
  ];
}

const shownValue = (value: unknown): string =>
  printable(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const MAX_SHOWN = 200;
const cut = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

/** Without what a terminal acts upon: a proof comes from anybody. */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
