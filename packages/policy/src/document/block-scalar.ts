// SPDX-License-Identifier: Apache-2.0

interface Line {
  readonly start: number;
  readonly indent: string;
  readonly content: string;
  /** Of its line break. */
  readonly end: number;
}

interface Header {
  readonly folded: boolean;
  readonly chomp: '' | '-' | '+';
  /** Whether the header says how far lines are indented. */
  readonly explicit: boolean;
}

/**
 * Where each UTF-16 unit of `decoded` stands in `raw`, a block scalar from its header on (YAML 1.2.2 section 8.1).
 * Undefined when no reading of `raw` gives `decoded`.
 */
export function blockOffsets(raw: string, decoded: string): readonly number[] | undefined {
  const body = raw.indexOf('\n') + 1;
  const written = raw.slice(0, body === 0 ? raw.length : body);
  const [indicators = ''] = /^[|>][-+1-9]*/.exec(written) ?? [];
  const chomp = indicators.includes('-') ? '-' : indicators.includes('+') ? '+' : '';
  const header: Header = { folded: indicators.startsWith('>'), chomp, explicit: /[1-9]/.test(indicators) };
  const lines = body === 0 ? [] : linesOf(raw, body);
  for (const indent of indents(lines, header)) {
    const emitted = decode(lines, indent, header, raw.length);
    if (emitted.text === decoded) return [...emitted.offsets, raw.length];
  }
  return undefined;
}

/** The columns lines may be indented by: those of the first line that holds something; where the header says it, relative to what is around, any. */
function indents(lines: readonly Line[], { explicit }: Header): readonly number[] {
  const first = lines.find(({ content }) => content !== '');
  const longest = Math.max(0, ...lines.map(({ indent }) => indent.length));
  if (!explicit && first !== undefined) return [first.indent.length];
  return Array.from({ length: longest + 1 }, (_, index) => longest - index);
}

function linesOf(raw: string, body: number): readonly Line[] {
  const lines: Line[] = [];
  for (let start = body; start <= raw.length;) {
    const next = raw.indexOf('\n', start);
    const end = next === -1 ? raw.length : next;
    const line = raw.slice(start, raw[end - 1] === '\r' ? end - 1 : end);
    const indent = /^ */.exec(line)?.[0] ?? '';
    lines.push({ start, indent, content: line.slice(indent.length), end });
    start = end + 1;
  }
  return lines;
}

function decode(
  lines: readonly Line[],
  trim: number,
  { folded, chomp }: Header,
  end: number,
): { text: string; offsets: number[] } {
  const offsets: number[] = [];
  let text = '';
  let breaks: number[] = [];
  const put = (written: string, from: number): void => {
    text += written;
    for (let i = 0; i < written.length; i++) offsets.push(from + i);
  };
  // Of the line breaks since the last line, the later ones count: folding drops the first.
  const putBreaks = (written: string): void => {
    text += written;
    for (let i = 0; i < written.length; i++)
      offsets.push(breaks[breaks.length - written.length + i] ?? breaks[0] ?? end);
    breaks = [];
  };

  const filled = lines.findLastIndex(({ content }) => content !== '') + 1;
  if (filled === 0) {
    if (chomp === '+') for (const line of lines.slice(0, Math.max(1, lines.length - 1))) put('\n', line.end);
    return { text, offsets };
  }
  const first = lines.findIndex(({ content }) => content !== '');
  // Empty lines at the end that are indented further are content.
  const last = Math.max(
    filled,
    lines.findLastIndex(({ indent }, index) => index >= filled && indent.length > trim) + 1,
  );
  for (const line of lines.slice(0, first)) {
    put(line.indent.slice(trim), line.start + trim);
    put('\n', line.end);
  }
  let separator = '';
  let afterIndented = false;
  for (const line of lines.slice(first, last)) {
    const { indent, content } = line;
    const from = line.start + Math.min(trim, indent.length);
    if (!folded) {
      putBreaks(separator);
      put(indent.slice(trim) + content, from);
      separator = '\n';
    } else if (indent.length > trim || content.startsWith('\t')) {
      if (separator === ' ') separator = '\n';
      else if (!afterIndented && separator === '\n') separator = '\n\n';
      putBreaks(separator);
      put(indent.slice(trim) + content, from);
      separator = '\n';
      afterIndented = true;
    } else if (content === '') {
      if (separator === '\n') putBreaks('\n');
      else separator = '\n';
    } else {
      putBreaks(separator);
      put(content, from);
      separator = ' ';
      afterIndented = false;
    }
    breaks.push(line.end);
  }
  if (chomp === '') put('\n', lines[last - 1]?.end ?? end);
  if (chomp === '+') {
    for (const [index, line] of lines.entries()) {
      if (index < last) continue;
      put('\n', lines[index - 1]?.end ?? end);
      put(line.indent.slice(trim), line.start + trim);
    }
    if (!text.endsWith('\n')) put('\n', end);
  }
  return { text, offsets };
}
