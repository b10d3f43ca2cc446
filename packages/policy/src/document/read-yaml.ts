// SPDX-License-Identifier: Apache-2.0
import { Composer, Lexer, Parser, type CST, type Document, type YAMLError } from 'yaml';
import type { Span } from '../diagnostic.ts';
import { codePoint, escapeInvisible, invisibleCharacters, loneReturns } from '../diagnostics/invisible.ts';
import { lineIndex } from '../diagnostics/line-index.ts';
import type { Report } from '../diagnostics/report.ts';
import { convertYaml, TAG_HELP } from './convert-yaml.ts';
import { LIMITS } from './limits.ts';
import { yamlErrorText } from './yaml-errors.ts';
import type { YamlNode } from './yaml-node.ts';

/**
 * Reads `text` as one YAML 1.2 document of plain data, reporting every mistake; never throws.
 * Returns undefined when nothing can be said about the rest: the text is too large, too deep, or holds nothing.
 */
export function readYaml(file: string, text: string, report: Report): YamlNode | undefined {
  const span = (start: number, end: number): Span => ({ file, start, end: Math.max(start, end) });
  if (text.length > LIMITS.fileLength) {
    report(
      'limit-exceeded',
      span(0, 0),
      `the file has ${text.length} characters: expected at most ${LIMITS.fileLength}`,
    );
    return undefined;
  }
  for (const { offset, character } of invisibleCharacters(text, LIMITS.invisible)) {
    // A byte order mark is part of the encoding, not of the text.
    if (offset === 0 && character === '\ufeff') continue;
    const help = 'remove it, or write it as an escape in a double-quoted string';
    report(
      'invisible-character',
      span(offset, offset + character.length),
      `invisible character ${codePoint(character)}`,
      help,
    );
  }
  for (const { offset } of loneReturns(text, LIMITS.invisible))
    report(
      'invisible-character',
      span(offset, offset + 1),
      'carriage return without a line feed',
      'end lines with a line feed',
    );
  const lexed = lex(text);
  if ('message' in lexed) {
    report('limit-exceeded', span(lexed.offset, lexed.offset + 1), lexed.message);
    return undefined;
  }
  const { tokens, tags } = lexed;
  for (const token of tokens) {
    if (token.type !== 'directive') continue;
    const place = span(token.offset, token.offset + token.source.length);
    report(
      'unsupported-yaml',
      place,
      'directives are not supported',
      'leave the line out: every file is read as YAML 1.2',
    );
  }
  const [document, second] = compose(tokens, text.length);
  if (document?.contents == null) {
    report('wrong-type', span(0, 0), 'the file holds nothing: expected a map');
    return undefined;
  }
  if (second !== undefined) {
    const start = second.range[0];
    report(
      'unsupported-yaml',
      span(start, start + 3),
      'a second document in one file',
      'put it into a file of its own',
    );
  }
  const index = lineIndex(text);
  const brokenLines = new Set<number>();
  const brokenStarts = new Set<number>();
  for (const error of syntaxErrors(document)) {
    brokenLines.add(index.lineAt(error.pos[0]));
    // `a: b: c`: what looks like a map is most likely text.
    if (error.code === 'BLOCK_AS_IMPLICIT_KEY') brokenStarts.add(error.pos[0]);
    const { message, help } = yamlErrorText(error);
    report('yaml-syntax', span(error.pos[0], Math.min(error.pos[1], text.length)), escapeInvisible(message), help);
  }
  const refused = new Set<number>();
  const remember: Report = (code, place, ...rest) => {
    refused.add(place.start);
    report(code, place, ...rest);
  };
  const data = convertYaml(document.contents, { file, text, report: remember, index, brokenLines, brokenStarts });
  // A tag the library cannot even read (`!!!a`, `!<>`) leaves no trace in what it makes of the node.
  for (const { start, end } of tags) {
    if (refused.has(start)) continue;
    report('unsupported-yaml', span(start, Math.min(end, start + LONGEST_TAG)), 'tags are not supported', TAG_HELP);
  }
  return data;
}

const LONGEST_TAG = 1024;

/** Where a text goes beyond a limit, and which. */
interface TooMuch {
  readonly offset: number;
  readonly message: string;
}

/** The concrete syntax of a text, and where tags stand in it. */
interface Lexed {
  readonly tokens: readonly CST.Token[];
  readonly tags: readonly { readonly start: number; readonly end: number }[];
}

/** What the library's lexer says before a scalar. */
const SCALAR = '\u001f';

/** The concrete syntax of `text`, or where it gets too deep (what comes after recurses once per level) or too long (each piece takes memory). */
function lex(text: string): Lexed | TooMuch {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const tooMuch = (message: string): TooMuch => ({ offset: Math.min(parser.offset, text.length - 1), message });
  const tags: { readonly start: number; readonly end: number }[] = [];
  let pieces = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('!') && before !== SCALAR)
      tags.push({ start: parser.offset, end: parser.offset + lexeme.length });
    before = lexeme;
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The stack holds the document and maybe a scalar beside the collections.
    if (parser.stack.length > LIMITS.depth + 2)
      return tooMuch(`maps and lists are nested too deeply: expected at most ${LIMITS.depth} levels`);
    if (++pieces > LIMITS.pieces)
      return tooMuch(
        `the file has too many parts: expected at most ${LIMITS.pieces} keys, values, marks and line breaks`,
      );
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, tags };
}

function compose(tokens: readonly CST.Token[], length: number): readonly Document.Parsed[] {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    logLevel: 'silent',
    prettyErrors: false,
    // The library compares each key with all before it; `convertYaml` finds duplicates in linear time, and says where the first stands.
    uniqueKeys: false,
  });
  // The library makes an Error of each mistake, of which a text may have as many as it has characters: their stacks took most of the memory.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return [...composer.compose(tokens, true, length)];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Mistakes and warnings alike, but those about tags and aliases, which are refused wherever they stand. */
function syntaxErrors(document: Document.Parsed): readonly YAMLError[] {
  const elsewhere: readonly YAMLError['code'][] = ['TAG_RESOLVE_FAILED', 'BAD_ALIAS', 'DUPLICATE_KEY', 'BAD_DIRECTIVE'];
  return [...document.errors, ...document.warnings].filter(({ code }) => !elsewhere.includes(code));
}
