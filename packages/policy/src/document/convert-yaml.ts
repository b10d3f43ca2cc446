// SPDX-License-Identifier: Apache-2.0
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { Located, Span } from '../diagnostic.ts';
import { positionOf, type LineIndex } from '../diagnostics/line-index.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { scalarOffsets, type ScalarStyle } from './scalar-offsets.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts';

interface Source {
  readonly file: string;
  readonly text: string;
  readonly report: Report;
  readonly index: LineIndex;
  /** Lines with a syntax error: what YAML made of them is a guess, and no more is said of it. */
  readonly brokenLines: ReadonlySet<number>;
  /** Offsets of maps and lists that are a guess themselves. */
  readonly brokenStarts: ReadonlySet<number>;
}

/** Turns what the YAML library composed into located nodes, refusing what plain data does not need. */
export function convertYaml(root: Node, source: Source): YamlNode {
  return convert(root, undefined, source);
}

function convert(node: Node | null, at: Span | undefined, source: Source): YamlNode {
  const span = spanOf(node, source, at);
  const place = { span, at: at ?? span };
  if (isAlias(node)) {
    // An alias lets a short file stand for one of any size, and hides where a value comes from.
    refuse(
      source,
      span,
      'aliases are not supported',
      'write the value again; text that begins with `*` is quoted as a whole',
    );
    return { kind: 'broken', ...place };
  }
  const plain = refuseProperties(node, span, source);
  if (!plain || (!isScalar(node) && source.brokenStarts.has(span.start))) return { kind: 'broken', ...place };
  if (isMap(node)) {
    const entries = convertEntries(node.items, source);
    const incomplete = hasBrokenLine(span, entries, source);
    return { kind: 'map', span, at: at ?? entries[0]?.key.span ?? span, entries, incomplete };
  }
  if (isSeq(node) && node.items.length === 0 && touchesBrokenLine(span, source)) return { kind: 'broken', ...place };
  if (isSeq(node))
    return { kind: 'list', ...place, items: node.items.map((item) => convert(asNode(item), undefined, source)) };
  if (isScalar(node)) {
    return touchesBrokenLine(span, source)
      ? { kind: 'broken', ...place }
      : { kind: 'scalar', ...place, ...scalar(node, span, source) };
  }
  return { kind: 'scalar', ...place, value: null, text: '', offsetAt: () => span.start };
}

function convertEntries(pairs: readonly Pair[], source: Source): readonly YamlEntry[] {
  const entries: YamlEntry[] = [];
  const seen = new Map<string, Span>();
  for (const pair of pairs) {
    const key = convertKey(asNode(pair.key), source);
    const value = convert(asNode(pair.value), key?.span, source);
    if (key === undefined) continue;
    // A line without its colon is read as a key: the syntax error is all there is to say.
    if (touchesBrokenLine(key.span, source) && value.kind === 'scalar' && value.text === '') continue;
    const first = seen.get(key.value);
    if (first !== undefined) {
      const { line, column } = positionOf(source.index, first.start);
      source.report(
        'duplicate-key',
        key.span,
        `the key ${quote(key.value)} stands twice in one map`,
        `the first is at ${line}:${column}`,
      );
      continue;
    }
    seen.set(key.value, key.span);
    entries.push({ key, value });
  }
  return entries;
}

function convertKey(node: Node | null, source: Source): Located<string> | undefined {
  const span = spanOf(node, source, undefined);
  if (!refuseProperties(node, span, source)) return undefined;
  if (isScalar(node) && typeof node.value === 'string') return { value: node.value, span };
  if (touchesBrokenLine(span, source)) return undefined;
  const found = isAlias(node)
    ? 'an alias'
    : isScalar(node)
      ? quote(source.text.slice(span.start, span.end))
      : 'a map or list';
  source.report(
    'wrong-type',
    span,
    `expected a string as the key, and found ${found}`,
    isScalar(node) ? 'quote it' : undefined,
  );
  return undefined;
}

/** What to do about a tag, which mostly is a negation. */
export const TAG_HELP = "text that begins with `!` is quoted as a whole: '!(...)'";

/** Refuses anchors and tags; whether the node can be read in spite of them. */
function refuseProperties(node: Node | null, span: Span, source: Source): boolean {
  if (node === null || isAlias(node)) return true;
  if (node.anchor !== undefined) {
    const place = propertySpan('&', node, source) ?? span;
    refuse(source, place, 'anchors are not supported', 'text that begins with `&` is quoted as a whole');
  }
  if (node.tag !== undefined) {
    const place = propertySpan('!', node, source) ?? span;
    refuse(source, place, 'tags are not supported', TAG_HELP);
    return false;
  }
  return true;
}

/** Where the tag or the anchor of a node stands: before it. */
function propertySpan(mark: '!' | '&', node: Node, { file, text }: Source): Span | undefined {
  let start = text.lastIndexOf(mark, node.range?.[0]);
  // `!!str`
  if (mark === '!' && text[start - 1] === '!') start--;
  if (start === -1) return undefined;
  const length = /^[^\s,[\]{}]*/.exec(text.slice(start, start + 1024))?.[0].length ?? 1;
  return { file, start, end: start + length };
}

function refuse(source: Source, span: Span, message: string, help: string): void {
  source.report('unsupported-yaml', span, message, help);
}

const STYLES: { readonly [type: string]: ScalarStyle } = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

function scalar(node: Scalar, span: Span, source: Source): Pick<YamlScalar, 'value' | 'text' | 'offsetAt'> {
  const text = node.source ?? '';
  const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
  let offsets: readonly number[] | undefined;
  const offsetAt = (index: number): number => {
    offsets ??= scalarOffsets(source.text, span.start, span.end, style, text);
    return offsets[Math.max(0, Math.min(index, text.length))] ?? span.start;
  };
  const { value } = node;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { value: known ? value : null, text, offsetAt };
}

function spanOf(node: Node | null, source: Source, at: Span | undefined): Span {
  const [start, end] = node?.range ?? [at?.end ?? 0, at?.end ?? 0];
  // What is left out stands right behind its key, not where the next token begins.
  if (start === end && at !== undefined) return { file: source.file, start: at.end, end: at.end };
  return { file: source.file, start, end: Math.max(start, Math.min(end, source.text.length)) };
}

function touchesBrokenLine(span: Span, { brokenLines, index }: Source): boolean {
  if (brokenLines.size === 0) return false;
  return linesOf(span, index).some((line) => brokenLines.has(line));
}

/** Whether a syntax error stands in `span`, and not in a map or list below it. */
function hasBrokenLine(span: Span, entries: readonly YamlEntry[], { brokenLines, index }: Source): boolean {
  if (brokenLines.size === 0) return false;
  const below = entries.filter(({ value }) => value.kind === 'map' || value.kind === 'list');
  const inner = new Set(below.flatMap(({ value }) => linesOf(value.span, index)));
  return linesOf(span, index).some((line) => brokenLines.has(line) && !inner.has(line));
}

function linesOf({ start, end }: Span, index: LineIndex): readonly number[] {
  const first = index.lineAt(start);
  return Array.from({ length: index.lineAt(end) - first + 1 }, (_, line) => first + line);
}

function asNode(node: unknown): Node | null {
  // The library types the members of parsed collections as unknown; in what it composed they are nodes or null.
  return (node ?? null) as Node | null;
}
