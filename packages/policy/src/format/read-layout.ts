// SPDX-License-Identifier: Apache-2.0
import { CST, Parser } from 'yaml';
import type { BlockScalar, Collection, Entry, Layout, Scalar } from './layout.ts';
import { createPending, type Pending } from './pending.ts';
import { doubleQuoted } from './quotes.ts';

/** Reads the layout of `text`: one YAML document without mistakes, anchors, tags or a byte order mark, its lines ended by line feeds. */
export function readLayout(text: string): Layout {
  const pending = createPending(text);
  const root = newEntry([]);
  let head: readonly string[] = [];
  for (const token of new Parser().parse(text)) {
    if (token.type !== 'document') {
      pending.skip([token]);
      if (token.type === 'doc-end') pending.content();
      if ('end' in token) pending.skip(token.end);
      continue;
    }
    readDocumentStart(token.start, pending);
    head = pending.take();
    readValue(token.value, root, pending, -1);
    pending.skip(token.end);
  }
  return { head, root, tail: pending.take() };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenEntry = Mutable<Entry>;

function newEntry(lead: readonly string[]): OpenEntry {
  return { lead, between: [] };
}

function readDocumentStart(tokens: readonly CST.SourceToken[], pending: Pending): void {
  for (const token of tokens) {
    if (token.type === 'doc-start') pending.content();
    else pending.skip([token]);
  }
}

/** Reads the value of `entry`, which stands in a collection at `column`. */
function readValue(token: CST.Token | null | undefined, entry: OpenEntry, pending: Pending, column: number): void {
  const setTrailing = setterOf(entry, 'trailing');
  switch (token?.type) {
    case 'block-map':
    case 'block-seq':
      entry.value = readBlock(token, pending, column);
      return;
    case 'flow-collection':
      entry.between = pending.take();
      entry.value = readFlow(token, pending);
      pending.content(setTrailing);
      pending.skip(token.end.slice(1));
      return;
    case 'block-scalar':
      entry.between = pending.take();
      entry.value = readBlockScalar(token);
      pending.endLine(endsWithBlank(token));
      return;
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      // The parser makes an empty scalar of what is left out.
      if (token.source !== '') {
        entry.between = pending.take();
        entry.value = readScalar(token);
        pending.content(setTrailing);
      }
      pending.skip(token.end);
      return;
    default:
      return;
  }
}

function readBlock(token: CST.BlockMap | CST.BlockSequence, pending: Pending, outer: number): Collection {
  const list = token.type === 'block-seq';
  const entries: Entry[] = [];
  const collection: Mutable<Collection> = { kind: list ? 'list' : 'map', flow: false, entries, tail: [] };
  for (const item of token.items) readItem(item, list, entries, pending, token.indent);
  // A list may stand below the very column of its key: what is said there is then said of the next key.
  const column = list && token.indent === outer ? outer + 1 : token.indent;
  pending.close(column, (lines) => (collection.tail = lines));
  return collection;
}

function readFlow(token: CST.FlowCollection, pending: Pending): Collection {
  const list = token.start.type === 'flow-seq-start';
  const entries: Entry[] = [];
  pending.content();
  for (const item of token.items) readItem(item, list, entries, pending, token.indent);
  // Comments in empty brackets go to what comes next.
  const tail = entries.length === 0 ? [] : pending.takeRest();
  return { kind: list ? 'list' : 'map', flow: true, entries, tail };
}

type Item = (CST.BlockMap | CST.BlockSequence | CST.FlowCollection)['items'][number];

/** Reads one item of a collection; one that holds nothing but comments leaves them pending. */
function readItem(item: Item, list: boolean, entries: Entry[], pending: Pending, column: number): void {
  let entry: OpenEntry | undefined;
  const begin = (): OpenEntry => {
    if (entry === undefined) {
      entry = newEntry(pending.take());
      entries.push(entry);
    }
    return entry;
  };
  for (const token of item.start) {
    if (token.type === 'seq-item-ind' || token.type === 'explicit-key-ind') pending.content(setterOf(begin(), 'note'));
    else if (token.type !== 'comma') pending.skip([token]);
  }
  if (item.key == null && item.sep === undefined && item.value === undefined) return;
  const owner = begin();
  if (list && item.sep !== undefined) {
    // `[a: b]` is a list of maps of one key each.
    const pair = newEntry([]);
    owner.value = { kind: 'map', flow: true, entries: [pair], tail: [] };
    readPair(item, pair, pending, column);
  } else if (list) readValue(item.value, owner, pending, column);
  else readPair(item, owner, pending, column);
}

function readPair(item: Item, entry: OpenEntry, pending: Pending, column: number): void {
  const setNote = setterOf(entry, 'note');
  const key = item.key;
  if (CST.isScalar(key)) {
    entry.key = key.type === 'block-scalar' || key.source.includes('\n') ? decoded(key) : readScalar(key);
    pending.content(setNote);
    if (key.type === 'block-scalar') pending.skip(key.props);
    else pending.skip(key.end);
  }
  for (const token of item.sep ?? []) {
    if (token.type === 'map-value-ind') pending.content(setNote);
    else pending.skip([token]);
  }
  readValue(item.value, entry, pending, column);
}

/** What takes a comment as `member` of an entry that has none yet. */
function setterOf(entry: OpenEntry, member: 'note' | 'trailing'): (comment: string) => boolean {
  return (comment) => {
    if (entry[member] !== undefined) return false;
    entry[member] = comment;
    return true;
  };
}

function readScalar(token: CST.FlowScalar): Scalar {
  if (token.type === 'scalar' || token.type === 'alias') return { kind: 'scalar', source: token.source };
  return { kind: 'scalar', source: token.source, quoted: CST.resolveAsScalar(token)?.value ?? '' };
}

/** A key of several lines, written on one. */
function decoded(token: CST.BlockScalar | CST.FlowScalar): Scalar {
  const quoted = CST.resolveAsScalar(token)?.value ?? '';
  return { kind: 'scalar', source: doubleQuoted(quoted), quoted };
}

function readBlockScalar({ props, source, indent }: CST.BlockScalar): BlockScalar {
  const header = props.find((token) => token.type === 'block-scalar-header');
  const comment = props.find((token) => token.type === 'comment');
  const indicators = header && 'source' in header ? header.source : '|';
  const explicit = /[1-9]/.exec(indicators)?.[0];
  const body = source.endsWith('\n') ? source.slice(0, -1) : source;
  const lines = source === '' ? [] : body.split('\n');
  const first = lines.find((line) => /[^ ]/.test(line)) ?? '';
  const depth = explicit === undefined ? (/^ */.exec(first)?.[0].length ?? 0) : indent + Number(explicit);
  return {
    kind: 'block',
    style: indicators.startsWith('>') ? '>' : '|',
    chomp: indicators.includes('-') ? '-' : indicators.includes('+') ? '+' : '',
    ...(comment && 'source' in comment && { comment: comment.source.trimEnd() }),
    lines: (indicators.includes('+') ? lines : withoutLastBlanks(lines)).map((line) => line.slice(depth)),
  };
}

/** Whether a blank line at the end of a block scalar is no part of its text. */
function endsWithBlank({ props, source }: CST.BlockScalar): boolean {
  const keeps = props.some((token) => token.type === 'block-scalar-header' && token.source.includes('+'));
  return !keeps && /(?:^|\n) *\n$/.test(source);
}

function withoutLastBlanks(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => /[^ ]/.test(line)) + 1);
}
