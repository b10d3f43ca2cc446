// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath, pathToFileURL } from 'node:url';
import { types } from 'node:util';
import {
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { formatText, type Project } from '@assay/policy';
import { version } from '../version.ts';
import { checkerOf } from './check-text.ts';
import { toLspDiagnostics, toRange } from './to-lsp.ts';
import { completionItems, hoverText, type Surroundings } from './words.ts';
import { checkFolder, folderOf, pathWithin } from './workspace.ts';

/** How long nothing is typed before a project is checked: a project of a thousand rules takes longer than a key stroke. */
const QUIET_MS = 150;

/** Of files outside of all projects. */
const checkAlone = checkerOf(undefined);

/** Speaks the Language Server Protocol over `connection` until the editor ends it. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const published = new Map<string, ReadonlySet<string>>();
  const waiting = new Map<string, NodeJS.Timeout>();
  // As they last could be read: while a project file is written, its policies go on knowing their sources.
  const projects = new Map<string, Project>();
  let canWatch = false;

  const openTexts = (): ReadonlyMap<string, string> =>
    new Map(
      documents.all().flatMap((document) => {
        const path = pathOf(document.uri);
        return path === undefined ? [] : [[path, document.getText()]];
      }),
    );

  const publish = (uri: string, file: Parameters<typeof toLspDiagnostics>[0]): void =>
    void connection.sendDiagnostics({ uri, diagnostics: toLspDiagnostics(file) });

  const check = (directory: string): void => {
    waiting.delete(directory);
    const { files, project } = checkFolder(directory, openTexts(), projects.get(directory));
    if (project !== undefined) projects.set(directory, project);
    const uris = new Set<string>();
    for (const [path, file] of files) {
      const uri = pathToFileURL(path).href;
      uris.add(uri);
      publish(uri, file);
    }
    for (const uri of published.get(directory) ?? []) if (!uris.has(uri)) publish(uri, { text: '', diagnostics: [] });
    published.set(directory, uris);
  };

  /** A bug in the check of one text is told in the editor's log, and the next text is checked again. */
  const checkSafely = (directory: string): void => {
    try {
      check(directory);
    } catch (error) {
      connection.console.error(
        `the check failed unexpectedly: ${types.isNativeError(error) ? error.name : typeof error}`,
      );
    }
  };

  const checkSoon = (uri: string): void => {
    const path = pathOf(uri);
    const directory = path === undefined ? undefined : folderOf(path);
    if (directory !== undefined) {
      clearTimeout(waiting.get(directory));
      waiting.set(
        directory,
        setTimeout(() => checkSafely(directory), QUIET_MS),
      );
      return;
    }
    const text = documents.get(uri)?.getText();
    publish(uri, text === undefined ? { text: '', diagnostics: [] } : { text, diagnostics: checkAlone(uri, text) });
  };

  connection.onInitialize(({ capabilities }) => {
    canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'assay', version: version() },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        documentFormattingProvider: true,
        hoverProvider: true,
        completionProvider: { triggerCharacters: ['.'] },
      },
    };
  });
  connection.onInitialized(() => {
    if (!canWatch) return;
    const watchers = [{ globPattern: '**/*.{yaml,yml,json}' }];
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) checkSoon(uri);
  });
  documents.onDidChangeContent(({ document }) => checkSoon(document.uri));
  documents.onDidClose(({ document }) => checkSoon(document.uri));

  connection.onDocumentFormatting(({ textDocument: { uri } }) => {
    const document = documents.get(uri);
    const text = document?.getText();
    if (document === undefined || text === undefined) return null;
    const formatted = formatText(uri, text).text;
    // What has mistakes is left alone: they are told already.
    if (formatted === undefined || formatted === text) return [];
    return [{ range: toRange(document, { start: 0, end: text.length }), newText: formatted }];
  });

  const surroundingsOf = (uri: string): Surroundings => {
    const path = pathOf(uri);
    const directory = path === undefined ? undefined : folderOf(path);
    if (path === undefined || directory === undefined) return {};
    const project = projects.get(directory);
    return { file: pathWithin(directory, path), ...(project && { project }) };
  };
  connection.onCompletion(({ textDocument: { uri }, position }) => {
    const document = documents.get(uri);
    return document === undefined ? [] : completionItems(document, position, surroundingsOf(uri));
  });
  connection.onHover(({ textDocument: { uri }, position }) => {
    const document = documents.get(uri);
    return document === undefined ? null : hoverText(document, position, surroundingsOf(uri));
  });

  documents.listen(connection);
  connection.listen();
}

/** The path of a file in the editor; what is in no file has none. */
function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined; // a file of another machine
  }
}
