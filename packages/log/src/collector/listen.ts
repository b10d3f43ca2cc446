// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface ListenOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** PEM; absent: TLS ends in front of it. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** How long a request may take to arrive; 30 seconds, where absent. */
  readonly requestMs?: number;
  /** How long what is under way may take once it is to end; 10 seconds, where absent. */
  readonly graceMs?: number;
}

/** A server that listens. */
export interface Listening {
  /** Without a slash at its end. */
  readonly url: string;
  /** Takes nothing new, and resolves once what is under way was answered, or cut off after the time for it. */
  readonly close: () => Promise<void>;
}

/** Serves what answers requests over HTTP/1.1. Rejects with the error of the system where it cannot listen. */
export async function listen(
  answer: (request: Request) => Promise<Response>,
  options: ListenOptions,
): Promise<Listening> {
  const { host, port, tls, requestMs = 30_000, graceMs = 10_000 } = options;
  const limits = {
    headersTimeout: Math.min(10_000, requestMs),
    requestTimeout: requestMs,
    keepAliveTimeout: 5000,
    maxHeaderSize: 16_384,
    // how often the two above are looked at
    connectionsCheckingInterval: Math.min(1000, requestMs),
  };
  const scheme = tls === undefined ? 'http' : 'https';
  const server: Server = tls === undefined ? createServer(limits) : createTlsServer({ ...limits, ...tls });
  // who neither sends nor reads for so long has gone; the first part of an answer about a large log may take minutes
  server.timeout = IDLE_MS;
  let isClosing = false;
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    void serveOne(answer, { incoming, outgoing, scheme, isLast: () => isClosing });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo; // sound: it listens on a port
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `${scheme}://${name}:${address.port}`,
    close: async () => {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

const IDLE_MS = 600_000;

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly scheme: string;
  readonly isLast: () => boolean;
}

async function serveOne(
  answer: (request: Request) => Promise<Response>,
  { incoming, outgoing, scheme, isLast }: Exchange,
): Promise<void> {
  try {
    const request = requestOf(incoming, scheme);
    const response = request === undefined ? new Response(undefined, { status: 400 }) : await answer(request);
    // a body that nobody read to its end, or a server that ends: no other request comes on this connection
    if (!incoming.complete || isLast()) outgoing.setHeader('connection', 'close');
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body === null) outgoing.end();
    else await pipeline(Readable.fromWeb(response.body), outgoing);
  } catch {
    // who asked has gone, or what answers failed half-way: the connection says so
    outgoing.destroy();
  }
}

/** The request in the form of the web. Undefined for an address that is none. */
function requestOf(incoming: IncomingMessage, scheme: string): Request | undefined {
  const { method = 'GET', url = '/', headers } = incoming;
  const address = `${scheme}://${headers.host ?? 'localhost'}${url}`;
  if (!url.startsWith('/') || !URL.canParse(address)) return undefined;
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  if (method === 'GET' || method === 'HEAD') return new Request(address, { method, headers: pairs });
  return new Request(address, { method, headers: pairs, body: bodyOf(incoming), duplex: 'half' });
}

/** The body, a piece at a time. Who stops reading leaves the connection as it is, so that an answer can be sent on it. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const pieces = incoming.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>; // sound: no encoding was set
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await pieces.return?.()),
  });
}
