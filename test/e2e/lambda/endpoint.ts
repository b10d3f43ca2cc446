// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { own } from '@assay/core/model';
import type { Lambda } from './rie.ts';

/** The operation Invoke of the Lambda API, on a loopback port. */
export interface InvokeEndpoint {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Answers Invoke, whatever function is named, with the one that is there at the time: an error has the header AWS adds. */
export async function startEndpoint(current: () => Lambda): Promise<InvokeEndpoint> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const event: unknown = JSON.parse(await text(request));
    const { answer: payload } = await current().invoke(event);
    const isError = typeof own(payload, 'errorType') === 'string';
    response.writeHead(200, {
      'content-type': 'application/json',
      ...(isError ? { 'x-amz-function-error': 'Unhandled' } : {}),
    });
    response.end(JSON.stringify(payload));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
