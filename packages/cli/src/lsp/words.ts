// SPDX-License-Identifier: Apache-2.0
import type { CompletionItem, Hover, Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { completionsAt, hoverAt, type Completion, type EditorContext } from '@assay/policy';
import { toRange } from './to-lsp.ts';

/** LSP 3.17, `CompletionItemKind`. */
const KINDS: { readonly [K in Completion['kind']]: CompletionItem['kind'] & number } = {
  key: 10,
  value: 12,
  name: 6,
  function: 3,
  method: 2,
  namespace: 9,
};

/** What is known of the text of a document beside it. */
export type Surroundings = Omit<EditorContext, 'text'>;

/** What can be written at a place of a document. */
export function completionItems(
  document: TextDocument,
  position: Position,
  surroundings: Surroundings,
): CompletionItem[] {
  const context = { ...surroundings, text: document.getText() };
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
export function hoverText(document: TextDocument, position: Position, surroundings: Surroundings): Hover | null {
  const context = { ...surroundings, text: document.getText() };
  const found = hoverAt(context, document.offsetAt(position));
  if (found === undefined) return null;
  return { contents: { kind: 'markdown', value: found.text }, range: toRange(document, found) };
}
