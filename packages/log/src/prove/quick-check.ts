// SPDX-License-Identifier: Apache-2.0
import { commitmentOf } from '../entry/commitment.ts';
import type { StoredEntry } from '../entry/entry.ts';

/**
 * Whether a decision that a checkpoint covers is what its columns and openings say; false where it has to be looked at closely. Its body is scanned, and not parsed: what
 * it is made of is in the tree already. That takes a third of the time, which is most of that of a verification.
 */
export function isQuicklyRight(entry: StoredEntry): boolean {
  const { body, openings, key, writer, seq, time, subject, kind } = entry;
  HEAD.lastIndex = 0;
  const [, named, number, id, began] = HEAD.exec(body) ?? [];
  if (kind !== 'decision' || named !== writer || Number(number) !== seq || Date.parse(began ?? '') !== time)
    return false;
  if (key !== `${id}.permit` && key !== `${id}.deny`) return false;
  if (!body.includes(`"outcome":"${key.slice(key.lastIndexOf('.') + 1)}"`)) return false;
  const committed = commitmentsOf(body);
  const opened = openingsOf(openings);
  // anything erased is looked at closely, too
  if (opened === undefined || opened.length !== committed.size) return false;
  // nobody, somebody who was erased, and an id that is kept as it is are looked at closely, too
  const who = opened.find(({ pointer }) => pointer === SUBJECT);
  if (subject === undefined || who?.text !== JSON.stringify(subject)) return false;
  return opened.every(({ pointer, salt, text }) => committed.get(pointer) === commitmentOf(salt, text));
}

const SUBJECT = '/who/subject/id';
const HEAD =
  /\{"kind":"decision","writer":"([^"\\]+)","seq":(\d+),"record":\{"version":1,"id":"([^"\\]+)","time":"([^"\\]+)",/y;

interface OpeningText {
  readonly pointer: string;
  readonly salt: string;
  /** JSON, as it was committed to. */
  readonly text: string;
}

const SALT_LENGTH = 22;

/** What `conceal` wrote, cut where openings seem to begin; a value that looks like one gives pieces that match no commitment. */
function openingsOf(text: string): readonly OpeningText[] | undefined {
  if (!text.startsWith('{"') || !text.endsWith(']}')) return undefined;
  const found: OpeningText[] = [];
  for (let at = 2; ;) {
    const end = text.indexOf('":["', at);
    const from = end + 4 + SALT_LENGTH;
    if (end < 0 || !text.startsWith('",', from)) return undefined;
    const next = text.indexOf('],"/', from);
    const to = next < 0 ? text.length - 2 : next;
    found.push({ pointer: text.slice(at, end), salt: text.slice(end + 4, from), text: text.slice(from + 2, to) });
    if (next < 0) return found;
    at = next + 3;
  }
}

const MARK = '{"$committed":"';
const COMMITMENT_LENGTH = 43;
const QUOTE = 34;

/** Commitments of a body by their pointers below its record. */
function commitmentsOf(body: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const steps: (string | number)[] = [];
  let isKey = false;
  for (let at = 0; at < body.length; at++) {
    const code = body.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(body, at + 1);
      if (isKey) steps[steps.length - 1] = body.slice(at + 1, end);
      isKey = false;
      at = end;
    } else if (code === 123 /* { */) {
      if (body.startsWith(MARK, at)) {
        const start = at + MARK.length;
        found.set(`/${steps.slice(1).join('/')}`, body.slice(start, start + COMMITMENT_LENGTH));
        at = start + COMMITMENT_LENGTH + 1;
      } else {
        steps.push('');
        isKey = true;
      }
    } else if (code === 91 /* [ */) steps.push(0);
    else if (code === 125 /* } */ || code === 93 /* ] */) steps.pop();
    else if (code === 44 /* , */) {
      const last = steps[steps.length - 1];
      if (typeof last === 'number') steps[steps.length - 1] = last + 1;
      else isKey = true;
    }
  }
  return found;
}

function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92 /* \ */) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
