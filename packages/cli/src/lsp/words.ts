// SPDX-License-Identifier: Apache-2.0
import type { CompletionItem, Hover, Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsAt, hoverAt, type Completion, type Project } from '@assay/policy';
import { toRange } from './to-lsp.ts';

/** LSP 3.17, `CompletionItemKind`. */
const KINDS: { readonly [K in Completion['kind']]: CompletionItem['kind'] & number } = { key: 10, value: 12, name: 6 };

/** What can be written at a place of a document. */
export function completionItems(
  document: TextDocument,
  position: Position,
  project: Project | undefined,
): CompletionItem[] {
  const context = { text: document.getText(), ...(project && { project }) };
  return completionsAt(context, document.offsetAt(position)).map(({ label, kind, detail, about, insert }, index) => ({
    label,
    kind: KINDS[kind],
    // In the order of the schema, not of the alphabet.
    sortText: String(index).padStart(4, '0'),
    ...(detail !== undefined && { detail }),
    ...(about !== undefined && { documentation: about }),
    ...(insert !== undefined && { insertText: insert }),
  }));
}

/** What is known of the word at a place of a document. */
export function hoverText(document: TextDocument, position: Position, project: Project | undefined): Hover | null {
  const context = { text: document.getText(), ...(project && { project }) };
  const found = hoverAt(context, document.offsetAt(position));
  if (found === undefined) return null;
  return { contents: { kind: 'markdown', value: found.text }, range: toRange(document, found) };
}
