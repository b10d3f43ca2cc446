// SPDX-License-Identifier: Apache-2.0
import pc from 'picocolors';
import type { Diagnostic } from '../diagnostic.ts';
import { excerpt } from './excerpt.ts';
import { escapeInvisible } from './invisible.ts';
import { lineIndex, positionOf, type LineIndex } from './line-index.ts';
import { inFileOrder } from './order.ts';

/** How diagnostics are drawn: with colours, for a terminal of so many columns, and with files named so that the reader can open them. */
export interface RenderOptions {
  readonly color?: boolean;
  readonly width?: number;
  /** The path to show for a file of the project. */
  readonly pathOf?: (file: string) => string;
}

const NARROWEST = 40;

/**
 * Draws diagnostics over the texts they are about, in the order of files and places:
 * where, what, the line with carets under it, help, and the page that explains the code. Ends with a line break, unless there is none.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, string>,
  options: RenderOptions = {},
): string {
  const { color = false, width = 100, pathOf = (file: string) => file } = options;
  const paint = pc.createColors(color);
  const indexes = new Map<string, LineIndex>();
  const drawn = inFileOrder(diagnostics).map((diagnostic) => {
    const text = files.get(diagnostic.span.file);
    const index = indexes.get(diagnostic.span.file) ?? lineIndex(text ?? '');
    indexes.set(diagnostic.span.file, index);
    return render(diagnostic, pathOf(diagnostic.span.file), text, index, paint, Math.max(NARROWEST, width));
  });
  return drawn.length === 0 ? '' : `${drawn.join('\n\n')}\n`;
}

type Paint = ReturnType<typeof pc.createColors>;

function render(
  { code, severity, message, help, span }: Diagnostic,
  path: string,
  text: string | undefined,
  index: LineIndex,
  paint: Paint,
  width: number,
): string {
  const { line, column } = positionOf(index, span.start);
  const mark = severity === 'error' ? paint.red : paint.yellow;
  const label = String(line);
  const margin = ' '.repeat(label.length);
  const lines = [
    `${paint.bold(`${escapeInvisible(path)}:${line}:${column}:`)} ${mark(`${severity}[${code}]`)}: ${escapeInvisible(message)}`,
  ];
  if (text !== undefined && text !== '') {
    const start = index.starts[line - 1] ?? 0;
    const source = text.slice(start, (index.starts[line] ?? text.length + 1) - 1);
    const shown = excerpt(
      source,
      span.start - start,
      Math.min(span.end - start, source.length),
      width - label.length - 5,
    );
    lines.push(`  ${paint.dim(`${label} |`)} ${shown.text}`);
    lines.push(`  ${paint.dim(`${margin} |`)} ${' '.repeat(shown.column)}${mark('^'.repeat(shown.width))}`);
  }
  if (help !== undefined) lines.push(`  ${margin} ${paint.dim('=')} help: ${escapeInvisible(help)}`);
  lines.push(`  ${margin} ${paint.dim(`= docs: ${docsPage(code)}`)}`);
  return lines.join('\n');
}

/** The page that explains a code, in this repository. */
export function docsPage(code: Diagnostic['code']): string {
  return `docs/diagnostics/${code}.md`;
}
