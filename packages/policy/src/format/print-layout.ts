// SPDX-License-Identifier: Apache-2.0
import type { BlockScalar, Collection, Entry, Layout, LayoutNode } from './layout.ts';
import { commented, indented, scalarLines, tidy, withoutFirstBlanks, withoutLastBlanks } from './lines.ts';
import { flowText, LONGEST_KEY } from './print-flow.ts';
import { scalarText } from './quotes.ts';

/**
 * The text of a layout: two blanks for each level, lists below their keys indented, brackets where all fits on one line, and never two
 * blank lines together; with `sections`, one around each entry of the file that takes several lines.
 */
export function printLayout({ head, root, tail }: Layout, sections: boolean): string {
  const { value, trailing } = root;
  const isBlock = value !== undefined && 'entries' in value && flowText(value, 0) === undefined;
  const body = isBlock
    ? [...(trailing === undefined ? [] : [trailing]), ...printBlock(value, 0, sections)]
    : printRoot(root);
  const above = body.length === 0 ? withoutLastBlanks(head) : head;
  const below = withoutLastBlanks(endsWithBlanks(value) ? withoutFirstBlanks(tail) : tail);
  return [...tidy(withoutFirstBlanks(above)), ...body, ...tidy(below), ''].join('\n');
}

/** What is no block collection, as the whole of a file. */
function printRoot(root: Entry): readonly string[] {
  if (root.value === undefined) return [];
  const [behindNothing = '', ...more] = printValue(root.value, '', root, 0);
  const first = behindNothing.trimStart();
  // Text that looks like the beginning or the end of a document is behind a beginning what it is.
  return [/^(?:---|\.\.\.)(?:\s|$)/.test(first) ? `--- ${first}` : first, ...more];
}

/** The lines of a collection, one or more for each entry. */
function printBlock({ kind, entries, tail }: Collection, indent: number, sections: boolean): readonly string[] {
  // Not `push(...lines)`: a list may have more lines than a call may have arguments.
  const parts: (readonly string[])[] = [];
  const pad = ' '.repeat(indent);
  let before: { readonly open: boolean; readonly blanks: boolean } | undefined;
  const leadOf = (lead: readonly string[], open: boolean): readonly string[] => {
    // Blank lines behind text that keeps them would become part of it.
    if (before === undefined || before.blanks) return withoutFirstBlanks(lead);
    return sections && (open || before.open) && lead[0] !== '' ? ['', ...lead] : lead;
  };
  for (const entry of entries) {
    const printed = kind === 'map' ? printPair(entry, indent) : printItem(entry, indent);
    const open = isOpen(entry, printed);
    parts.push(indented(tidy(leadOf(entry.lead, open)), pad), printed);
    before = { open, blanks: endsWithBlanks(entry.value) };
  }
  parts.push(indented(tidy(before?.blanks === true ? withoutFirstBlanks(tail) : tail), pad));
  return parts.flat();
}

function isOpen({ value }: Entry, printed: readonly string[]): boolean {
  return value !== undefined && 'entries' in value && printed.length > 1;
}

function printPair(entry: Entry, indent: number): readonly string[] {
  const pad = ' '.repeat(indent);
  const key = entry.key === undefined ? "''" : scalarText(entry.key, false);
  if (key.length <= LONGEST_KEY) return printValue(entry.value, `${pad}${key}:`, entry, indent);
  return [`${pad}? ${key}`, ...printValue(entry.value, `${pad}:`, entry, indent)];
}

function printItem(entry: Entry, indent: number): readonly string[] {
  const pad = ' '.repeat(indent);
  const printed = printValue(entry.value, `${pad}-`, entry, indent);
  const [first = '', second, ...rest] = printed;
  // A collection begins beside its dash.
  if (first !== `${pad}-` || second === undefined) return printed;
  const beside = `${pad}- ${second.trimStart()}`;
  // What stands beside the dash is its comment from now on, and no blank line follows that.
  return [beside, ...(second.trimStart().startsWith('#') ? withoutFirstBlanks(rest) : rest)];
}

/** The lines of a value that stands behind `prefix`. */
function printValue(value: LayoutNode | undefined, prefix: string, entry: Entry, indent: number): readonly string[] {
  const { note, trailing } = entry;
  const inner = ' '.repeat(indent + 2);
  const between = tidy(withoutLastBlanks(withoutFirstBlanks(entry.between)));
  if (value === undefined) return [commented(prefix, note)];
  if ('entries' in value) {
    const text = flowText(value, (between.length > 0 || note !== undefined ? inner : `${prefix} `).length);
    if (text === undefined) return [commented(prefix, note ?? trailing), ...openBlock(value, entry, indent + 2)];
    return placed([text], prefix, { note, between, inner, trailing });
  }
  if (value.kind === 'block') return placed(blockLines(value, inner), prefix, { note, between, inner });
  const [first = '', ...more] = scalarLines(scalarText(value, false));
  return placed([first, ...indented(more, inner)], prefix, { note, between, inner, trailing });
}

/** The lines of a collection below its key, with the comments that stood around its brackets. */
function openBlock(value: Collection, { note, between, trailing }: Entry, indent: number): readonly string[] {
  const [first, ...more] = value.entries;
  const entries = first === undefined ? [] : [{ ...first, lead: [...between, ...first.lead] }, ...more];
  const tail = note !== undefined && trailing !== undefined ? [...value.tail, trailing] : value.tail;
  return printBlock({ ...value, entries, tail }, indent, false);
}

interface Place {
  readonly note: string | undefined;
  readonly between: readonly string[];
  readonly inner: string;
  readonly trailing?: string | undefined;
}

/** Lines behind `prefix`, or below it where comments stand between. */
function placed(
  lines: readonly string[],
  prefix: string,
  { note, between, inner, trailing }: Place,
): readonly string[] {
  const [first = '', ...more] = lines;
  const below = note !== undefined || between.length > 0;
  const all = [below ? `${inner}${first}` : `${prefix} ${first}`, ...more];
  const last = all.pop() ?? '';
  const ended = [...all, commented(last, trailing)];
  return below ? [commented(prefix, note), ...indented(between, inner), ...ended] : ended;
}

function blockLines({ style, chomp, comment, lines }: BlockScalar, pad: string): readonly string[] {
  const first = lines.findIndex((line) => /[^ ]/.test(line));
  const begins = first === -1 ? lines : lines.slice(0, first + 1);
  // Blanks the text begins with would be taken for its indentation.
  const indicator = begins.some((line) => line.startsWith(' ')) ? '2' : '';
  return [commented(`${style}${indicator}${chomp}`, comment), ...indented(lines, pad)];
}

/** Whether the text ends with a scalar that keeps the blank lines behind it. */
function endsWithBlanks(value: LayoutNode | undefined): boolean {
  if (value === undefined || value.kind === 'scalar') return false;
  if (value.kind === 'block') return value.chomp === '+';
  return value.tail.length === 0 && endsWithBlanks(value.entries.at(-1)?.value);
}
