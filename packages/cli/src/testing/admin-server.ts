// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Members = Record<string, unknown>;

/** A realm `acme` behind an admin API on the loopback, as far as the command uses it; tests reach into it. */
export interface AdminServer {
  readonly url: string;
  readonly realm: {
    profiles: Members[];
    policies: Members[];
    scopes: (Members & { id: string; name: string })[];
    defaults: string[];
    clients: (Members & { id: string; defaultClientScopes: string[] })[];
    events: Members;
    server: unknown;
  };
  /** Calls, but for reading and logging in. */
  readonly writes: string[];
  /** Of the log-ins: their bodies. */
  readonly logins: string[];
  /** Answers in place of the realm, where it gives one. */
  instead: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly close: () => Promise<void>;
}

export const PASSWORD = 'password-nobody-may-see';
const ROOT = '/admin/realms/acme/';

export async function startAdminServer(): Promise<AdminServer> {
  const state: AdminServer['realm'] = {
    profiles: [],
    policies: [],
    scopes: [],
    defaults: ['basic'],
    clients: [
      { id: 'c1', clientId: 'web', secret: 'secret-nobody-may-see', defaultClientScopes: ['basic'] },
      { id: 'c2', clientId: 'wiki', protocol: 'saml', defaultClientScopes: [] },
    ],
    events: { eventsListeners: ['jboss-logging'], adminEventsEnabled: false },
    server: serverInfo(),
  };
  let ids = 0;
  const scopeOf = (id: string | undefined): string => state.scopes.find((scope) => scope.id === id)?.name ?? 'unknown';
  const read = (path: string, query: URLSearchParams): unknown => {
    if (path === 'client-policies/profiles') return { profiles: state.profiles, globalProfiles: [] };
    if (path === 'client-policies/policies') return { policies: state.policies };
    if (path === 'client-scopes') return state.scopes;
    if (path === 'default-default-client-scopes') return state.defaults.map((name) => ({ name }));
    if (path === 'clients')
      return state.clients.slice(Number(query.get('first')), Number(query.get('first')) + Number(query.get('max')));
    return path === 'events/config' ? state.events : undefined;
  };
  const write = (path: string, body: Members): void => {
    const [kind, id, what, scope] = path.split('/');
    if (path === 'client-policies/profiles')
      state.profiles = body['profiles'] as Members[]; // sound: as the command writes it
    else if (path === 'client-policies/policies') state.policies = body['policies'] as Members[];
    else if (path === 'client-scopes') state.scopes.push({ ...body, id: `s${ids++}`, name: String(body['name']) });
    else if (kind === 'default-default-client-scopes') state.defaults.push(scopeOf(id));
    else if (kind === 'clients' && what === 'default-client-scopes')
      state.clients.find((client) => client.id === id)?.defaultClientScopes.push(scopeOf(scope));
    else if (path === 'events/config') state.events = body;
    else throw new Error(`no ${path}`);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (server.instead(request, response)) return;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const text = await textOf(request);
    const send = (status: number, body?: unknown): void => {
      response.statusCode = status;
      response.setHeader('content-type', 'application/json');
      response.end(body === undefined ? '' : JSON.stringify(body));
    };
    if (pathname === '/realms/master/protocol/openid-connect/token') {
      server.logins.push(text);
      const isRight = text.includes(PASSWORD);
      return send(
        isRight ? 200 : 401,
        isRight ? { access_token: 'token', expires_in: 60 } : { error: 'invalid_grant' },
      );
    }
    if (request.headers.authorization !== 'Bearer token') return send(401, {});
    if (pathname === '/admin/serverinfo') return state.server === undefined ? send(403) : send(200, state.server);
    if (!pathname.startsWith(ROOT)) return send(404, { error: 'Realm not found.' });
    const path = pathname.slice(ROOT.length);
    if (request.method === 'GET') return send(200, read(path, searchParams));
    server.writes.push(`${request.method} ${path}`);
    write(path, text === '' ? {} : (JSON.parse(text) as Members)); // sound: the command writes objects
    return send(204);
  };
  const http = createServer((request, response) => void answer(request, response));
  const server: AdminServer = {
    url: '',
    realm: state,
    writes: [],
    logins: [],
    instead: () => false,
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo; // sound: it listens on a port
  return Object.assign(server, { url: `http://127.0.0.1:${port}` });
}

/** What a server with the provider tells of itself. */
export function serverInfo(): Members {
  const having = (...ids: readonly string[]): Members => ({ providers: Object.fromEntries(ids.map((id) => [id, {}])) });
  return {
    systemInfo: { version: '26.7.3' },
    features: [],
    providers: {
      'client-policy-executor': having('assay-issuance'),
      'protocol-mapper': having('assay-introspection', 'assay-saml'),
      eventsListener: having('assay-events'),
      'token-interceptor': having('assay-issuance'),
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer); // sound: a stream without an encoding gives bytes
  return Buffer.concat(pieces).toString('utf8');
}
