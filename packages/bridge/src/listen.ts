// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions as TlsServerOptions } from 'node:https';
import { constants } from 'node:crypto';
import { isIP, type AddressInfo, type Socket } from 'node:net';
import { AssayError } from '@assay/core/errors';
import type { Limits } from './limits.ts';
import { problemText, type Refusal } from './problem.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Certificate and key, in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Client certificates: the authorities that sign them, in PEM, and whether a connection can be made without one. */
  readonly mtls?: { readonly ca: string; readonly isRequired: boolean };
  /** TLS ends in front of it, and nobody else reaches it. */
  readonly behindProxy?: boolean;
}

/** A server that listens. */
export interface Listening {
  /** Without a slash at its end. */
  readonly url: string;
  /** Takes another certificate, for the connections to come. */
  readonly setTls: (tls: { readonly cert: string; readonly key: string }) => void;
  /** Takes nothing new, and resolves once what is under way was answered, or cut off after so long. */
  readonly close: (graceMs: number) => Promise<void>;
}

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves over HTTP/1.1. Rejects with ERR_BRIDGE_EXPOSED where others would reach it in the clear, and with the error of the system where it cannot listen. */
export async function listen(serve: Serve, limits: Limits, options: ListenOptions): Promise<Listening> {
  assertSafe(options);
  const { host, port, tls } = options;
  const server = createTimedServer(limits, options);
  let isClosing = false;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isClosing) response.setHeader('connection', 'close');
    serve(request, response);
  });
  server.on('clientError', answerUnreadable);
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
    url: `${tls === undefined ? 'http' : 'https'}://${name}:${address.port}`,
    setTls: (next) => {
      if ('setSecureContext' in server && typeof server.setSecureContext === 'function')
        server.setSecureContext(tlsOptions({ ...options, tls: next }));
    },
    close: async (graceMs) => {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // a connection whose answer went out before it could be told that it was the last
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}

function assertSafe({ host, tls, mtls, behindProxy = false }: ListenOptions): void {
  if (mtls !== undefined && tls === undefined)
    throw new AssayError('ERR_BRIDGE_EXPOSED', 'client certificates need a certificate and a key of the bridge');
  if (tls === undefined && !behindProxy && !isLoopback(host))
    throw new AssayError(
      'ERR_BRIDGE_EXPOSED',
      `\`${host}\` can be reached by others: expected a certificate and a key (\`--tls-cert\`, \`--tls-key\`), or a proxy that ends TLS in front (\`--behind-proxy\`)`,
    );
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function createTimedServer(limits: Limits, options: ListenOptions): Server {
  const timed: ServerOptions = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxHeaderSize: limits.headerBytes,
    // how often the first two are looked at
    connectionsCheckingInterval: Math.min(1000, limits.headersMs),
    noDelay: true,
  };
  const server =
    options.tls === undefined ? createServer(timed) : createTlsServer({ ...timed, ...tlsOptions(options) });
  server.maxConnections = limits.connections;
  server.maxHeadersCount = 100;
  server.timeout = limits.idleMs;
  return server;
}

const tlsOptions = ({ tls, mtls }: ListenOptions): TlsServerOptions => ({
  ...tls,
  minVersion: 'TLSv1.2',
  honorCipherOrder: true,
  handshakeTimeout: 5000,
  // a resumed session would bring the certificate of an earlier one
  secureOptions: constants.SSL_OP_NO_TICKET,
  ...(mtls && { ca: mtls.ca, requestCert: true, rejectUnauthorized: mtls.isRequired }),
});

/** What is no request of HTTP gets an answer, too, where it can be sent. */
function answerUnreadable(cause: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || cause.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, phrase, detail } = UNREADABLE[cause.code ?? ''] ?? NOT_HTTP;
  const refusal: Refusal = { status, code: 'ERR_BRIDGE_REQUEST', detail };
  const body = problemText(refusal);
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

const NOT_HTTP = { status: 400, phrase: 'Bad Request', detail: 'this is not a request of HTTP/1.1' };

const UNREADABLE: Readonly<Record<string, typeof NOT_HTTP>> = {
  HPE_HEADER_OVERFLOW: { status: 431, phrase: 'Request Header Fields Too Large', detail: 'the headers are too large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, phrase: 'Request Timeout', detail: 'the request did not arrive in time' },
};
