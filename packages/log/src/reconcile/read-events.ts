// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { isMembers, type Members } from './issuance.ts';

/** The most characters one event may have. */
export const MAX_EVENT = 1_000_000;

/** What stands around the events of an export, by the names its tools use: CloudTrail, `aws logs`, `aws cloudtrail lookup-events`. */
const WRAPPER = /^\{\s*"(?:Records|events|Events|logEvents)"\s*:\s*\[/;
const WRAPPER_LENGTH = 200;

/**
 * Events of an export, one at a time: a JSON array, objects one after the other (JSON lines), what AWS puts them in, or lines of text. Undefined stands for what cannot
 * be read. Memory is that of one event; throws ERR_FILE_READ for an event that is larger than any.
 */
export async function* readEvents(input: AsyncIterable<Uint8Array>): AsyncGenerator<Members | undefined> {
  const decoder = new TextDecoder();
  let splitter: Splitter | undefined;
  let before = '';
  for await (const bytes of input) {
    before += decoder.decode(bytes, { stream: true });
    if (splitter === undefined) {
      before = before.trimStart();
      if (before === '') continue;
      splitter = '{['.includes(before.charAt(0)) ? createJsonSplitter() : createLineSplitter();
    }
    yield* splitter.add(before);
    before = '';
  }
  before += decoder.decode();
  if (splitter === undefined) return;
  yield* splitter.add(before);
  yield* splitter.end();
}

interface Splitter {
  readonly add: (text: string) => readonly (Members | undefined)[];
  readonly end: () => readonly (Members | undefined)[];
}

function tooLarge(): never {
  throw new AssayError('ERR_FILE_READ', `an event has more than ${MAX_EVENT} characters`);
}

/** Lines of text, as messages; those that are JSON as what they are. */
function createLineSplitter(): Splitter {
  let rest = '';
  return {
    add: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MAX_EVENT) tooLarge();
      return lines.filter((line) => line.trim() !== '').map((message) => ({ message }));
    },
    end: () => (rest.trim() === '' ? [] : [{ message: rest }]),
  };
}

/** Objects wherever they lie: at the top, in a list, in the list of a wrapper. */
function createJsonSplitter(): Splitter {
  let text = '';
  let at = 0;
  /** Where the object begins; -1 between objects. */
  let start = -1;
  let depth = 0;
  let isString = false;
  let isWrapped = false;

  const step = (code: number): Members | undefined | 'none' => {
    if (isString) {
      if (code === 92 /* \ */) at++;
      else if (code === 34 /* " */) isString = false;
      return 'none';
    }
    if (code === 34) isString = true;
    else if (code === 123 /* { */ || code === 91 /* [ */) {
      if (start < 0 && code === 123) start = at;
      if (start >= 0) depth++;
      // the first object may be what the events are in
      if (
        code === 91 &&
        depth === 2 &&
        !isWrapped &&
        at - start < WRAPPER_LENGTH &&
        WRAPPER.test(text.slice(start, at + 1))
      ) {
        isWrapped = true;
        start = -1;
        depth = 0;
      }
    } else if ((code === 125 /* } */ || code === 93) /* ] */ && start >= 0 && --depth === 0) {
      const found = parse(text.slice(start, at + 1));
      start = -1;
      return found;
    }
    return 'none';
  };

  return {
    add: (more) => {
      const found: (Members | undefined)[] = [];
      text += more;
      for (; at < text.length; at++) {
        const item = step(text.charCodeAt(at));
        if (item !== 'none') found.push(item);
      }
      const from = start < 0 ? text.length : start;
      // a backslash may have been the last character
      at -= from;
      text = text.slice(from);
      if (start > 0) start = 0;
      if (text.length > MAX_EVENT) tooLarge();
      return found;
    },
    end: () => (start < 0 ? [] : [undefined]),
  };
}

function parse(text: string): Members | undefined {
  if (text.length > MAX_EVENT) tooLarge();
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
