// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What an answer of the bridge is made to be on its way; the status is 200 unless it says otherwise. */
export interface Reply {
  readonly status?: number;
  readonly text: string;
}

/** How calls to the bridge fare. */
export type Line =
  | { readonly kind: 'through' }
  /** The connection breaks. */
  | { readonly kind: 'down' }
  /** The answer comes, but late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The call does not arrive, and this is answered. */
  | { readonly kind: 'instead'; readonly reply: Reply }
  /** The answer is changed on its way. */
  | { readonly kind: 'tampered'; readonly tamper: (answer: Record<string, unknown>) => Record<string, unknown> }
  /** The call arrives with another secret. */
  | { readonly kind: 'wrong_secret' };

/** A call that came, with what it said. */
export interface Call {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** Stands between Keycloak and the bridge, so that a test can cut the line. */
export interface Switchboard {
  readonly url: string;
  readonly calls: () => readonly Call[];
  readonly forgetCalls: () => void;
  readonly switchTo: (line: Line) => void;
  readonly close: () => Promise<void>;
}

/** Opens it in front of the bridge at `bridge`. */
export async function openSwitchboard(bridge: string): Promise<Switchboard> {
  let line: Line = { kind: 'through' };
  let calls: Call[] = [];
  const onCall = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await textOf(request);
    const path = request.url ?? '/';
    calls.push({ path, body: JSON.parse(text) as Call['body'] }); // sound: the provider posts objects
    const now: Line = path.startsWith('/v1/events') && line.kind !== 'down' ? { kind: 'through' } : line;
    if (now.kind === 'down') return void request.socket.destroy();
    if (now.kind === 'instead') return answer(response, now.reply);
    const secret = now.kind === 'wrong_secret' ? 'Bearer another' : request.headers.authorization;
    const answered = await fetch(`${bridge}${path}`, {
      method: 'POST',
      body: text,
      headers: {
        'content-type': request.headers['content-type'] ?? 'application/json',
        ...(secret === undefined ? {} : { authorization: secret }),
      },
    });
    let reply: Reply = { status: answered.status, text: await answered.text() };
    if (now.kind === 'slow') await sleep(now.ms);
    if (now.kind === 'tampered') {
      const said = JSON.parse(reply.text) as Record<string, unknown>; // sound: what the bridge answers
      if (said['decision'] === 'permit') reply = { ...reply, text: JSON.stringify(now.tamper(said)) };
    }
    answer(response, reply);
  };
  const server: Server = createServer((request, response) => {
    onCall(request, response).catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // sound: it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => calls,
    forgetCalls: () => void (calls = []),
    switchTo: (next) => void (line = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, { status = 200, text }: Reply): void {
  if (response.destroyed) return; // the caller did not wait
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

/** The body of a request. */
export async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) text += String(piece);
  return text;
}
