// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSignedForLoopback } from './certificate.ts';
import { notFound, operationsOf, type Answer, type Tenant } from './tenant.ts';

/** A call of the Management API, as it came in; a body that is empty is absent. */
export interface Call {
  readonly call: string;
  readonly body?: unknown;
}

export interface ManagementApi {
  /** As `AUTH0_DOMAIN`: host and port. */
  readonly domain: string;
  /** The certificate to trust: a file, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: string;
  readonly credentials: { readonly id: string; readonly secret: string };
  /** What was called since the last time this was asked; requests for an access token are not in it. */
  readonly takeCalls: () => readonly Call[];
  /** What it answers to a call with a valid token; such a call is not recorded. */
  readonly answerTo: (call: string, body?: unknown) => Answer;
  readonly stop: () => Promise<void>;
}

const TOKEN = 'a-token-of-the-stand-in';
const CREDENTIALS = { id: 'deploy-cli', secret: 'of-the-stand-in' };

/**
 * A stand-in of the Management API v2 of a tenant, over HTTPS on the loopback interface: only what deploys an Action is there, anything else is 404.
 * It follows the API's reference, not the API itself, which cannot be run here; what it refuses, the API is documented to refuse.
 */
export async function startManagementApi(tenant: Tenant): Promise<ManagementApi> {
  const { key, cert } = selfSignedForLoopback();
  const folder = mkdtempSync(join(tmpdir(), 'assay-auth0-'));
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, cert);
  let ids = 0;
  const operations = operationsOf(tenant, () => `id-${(ids += 1)}`);
  let calls: Call[] = [];

  const answerTo = (call: string, body?: unknown): Answer => {
    const [method = '', path = ''] = call.split(/ |\?/);
    return route(operations, method, path.replace('/api/v2/', ''), body);
  };
  const answerToAnyone = (call: string, body: unknown, authorization: string | undefined): Answer => {
    if (call === 'POST /oauth/token') return tokenFor(body);
    calls.push(body === undefined ? { call } : { call, body });
    return authorization === `Bearer ${TOKEN}` ? answerTo(call, body) : UNAUTHORIZED;
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url, headers } = request;
    const answer = answerToAnyone(`${method} ${url}`, await bodyOf(request), headers.authorization);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  };
  const server = createServer({ key, cert }, (request, response) => {
    respond(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');
  return {
    domain: `127.0.0.1:${address.port}`,
    certificate,
    credentials: CREDENTIALS,
    takeCalls: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    answerTo,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

const UNAUTHORIZED: Answer = {
  status: 401,
  body: { statusCode: 401, error: 'Unauthorized', message: 'Invalid token' },
};

function tokenFor(body: unknown): Answer {
  const expected = { grant_type: 'client_credentials', client_id: CREDENTIALS.id, client_secret: CREDENTIALS.secret };
  const isOurs = Object.entries(expected).every(([name, value]) => Object(body)[name] === value);
  return isOurs
    ? { status: 200, body: { access_token: TOKEN, token_type: 'Bearer', expires_in: 86_400 } }
    : { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } };
}

function route(to: ReturnType<typeof operationsOf>, method: string, path: string, body: unknown): Answer {
  const [, collection = path, id = '', last = ''] =
    /^(actions\/actions|token-exchange-profiles|actions\/triggers)\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  const routes: Readonly<Record<string, () => Answer>> = {
    'GET actions/actions': to.listActions,
    'POST actions/actions': () => to.createAction(body),
    'PATCH actions/actions/{id}': () => to.updateAction(id, body),
    'DELETE actions/actions/{id}': () => to.deleteAction(id),
    'POST actions/actions/{id}/deploy': () => to.deployAction(id),
    'GET actions/modules': () => ({ status: 200, body: { modules: [], total: 0, page: 0, per_page: 100 } }),
    'GET token-exchange-profiles': to.listProfiles,
    'POST token-exchange-profiles': () => to.createProfile(body),
    'PATCH token-exchange-profiles/{id}': () => to.updateProfile(id, body),
    'GET actions/triggers/{id}/bindings': () => to.listBindings(id),
    'PATCH actions/triggers/{id}/bindings': () => to.updateBindings(id, body),
  };
  const name = `${method} ${collection}${id && '/{id}'}${last && `/${last}`}`;
  return (routes[name] ?? notFound)();
}

/** JSON or, for the token endpoint, a form; undefined where there is none. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array)); // sound: no encoding is set
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  return request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(text))
    : JSON.parse(text);
}
