// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  InitializeRequest,
  InitializedNotification,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver/node';

const BINARY = join(__dirname, '../../bin/assay.js');

/** An editor for tests: it runs `assay lsp` and speaks to it as editors do. */
export interface LanguageClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** The next diagnostics told of a file, or those told last and not asked for yet. */
  readonly diagnosticsOf: (path: string) => Promise<readonly Diagnostic[]>;
  /** Ends the server as editors do, and gives its exit code. */
  readonly end: () => Promise<number | null>;
}

/** Starts the server with `folder` as its working directory. */
export async function startClient(folder: string): Promise<LanguageClient> {
  const child = spawn(process.execPath, [BINARY, 'lsp', '--stdio'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const told = new Map<string, Diagnostic[]>();
  const waiting = new Map<string, (diagnostics: Diagnostic[]) => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    const waiter = waiting.get(uri);
    waiting.delete(uri);
    if (waiter) waiter(diagnostics);
    else told.set(uri, diagnostics);
  });
  connection.listen();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {},
  });
  await connection.sendNotification(InitializedNotification.type, {});
  return {
    connection,
    initialized,
    diagnosticsOf: (path) => {
      const uri = pathToFileURL(path).href;
      const last = told.get(uri);
      told.delete(uri);
      return last ? Promise.resolve(last) : new Promise((resolve) => waiting.set(uri, resolve));
    },
    end: async () => {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await ended;
      connection.dispose();
      return code;
    },
  };
}
