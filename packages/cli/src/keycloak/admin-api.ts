// SPDX-License-Identifier: Apache-2.0
import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';
import axios, { type AxiosInstance } from 'axios';
import { own, type Json } from '@assay/core/model';
import { errorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';

/** A server, and who asks it. */
export interface Server {
  /** Without a `/` at its end. */
  readonly url: string;
  readonly realm: string;
  readonly login: Login;
  /** Certificates, PEM. */
  readonly ca?: string;
  readonly timeoutMs: number;
}

export interface Login {
  readonly realm: string;
  readonly client: string;
  readonly secret?: string;
  readonly user?: string;
  readonly password?: string;
}

/** The admin API of a server. Paths begin behind `/admin/`. Every failure is thrown as ERR_ADMIN_API, and tells neither a secret nor what was answered. */
export interface AdminApi {
  /** Undefined where it is not there, or not for us to see, and `otherwise` says that it may. */
  readonly get: (path: string, otherwise?: 'may be absent') => Promise<unknown>;
  readonly send: (method: 'PUT' | 'POST' | 'DELETE', path: string, body?: Json) => Promise<void>;
}

/** In bytes: a thousand clients with certificates, or what a server tells of itself. */
const MAX_ANSWER = 64 * 1024 * 1024;

/** Keycloak's own tokens for admins live a minute: a new one is asked for before that. */
const MARGIN_MS = 20_000;

/** Redirects are not followed and proxies of the environment not used: a token would go where nobody said. */
export function createAdminApi(server: Server, now: () => number): AdminApi {
  const http = axios.create({
    proxy: false,
    maxRedirects: 0,
    timeout: server.timeoutMs,
    maxContentLength: MAX_ANSWER,
    maxBodyLength: MAX_ANSWER,
    responseType: 'text',
    transformResponse: (text: unknown) => text,
    validateStatus: () => true,
    ...(server.ca !== undefined && { httpsAgent: new Agent({ ca: [...rootCertificates, server.ca] }) }),
  });
  let token: { readonly text: string; readonly until: number } | undefined;
  const authorization = async (): Promise<string> => {
    if (!token || now() >= token.until) token = await logIn(http, server, now);
    return `Bearer ${token.text}`;
  };
  const call = async (method: string, path: string, body?: Json): Promise<Answer> =>
    request(http, server, {
      method,
      url: `${server.url}/admin/${path}`,
      headers: {
        authorization: await authorization(),
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { data: JSON.stringify(body) }),
    });
  return {
    get: async (path, otherwise) => {
      const { status, text } = await call('GET', path);
      if (otherwise !== undefined && (status === 403 || status === 404)) return undefined;
      if (status !== 200) throw refused(server, `GET ${path}`, status);
      return json(text, server, path);
    },
    send: async (method, path, body) => {
      const { status, text } = await call(method, path, body);
      if (status < 200 || status > 299) throw refused(server, `${method} ${path}`, status, toldBy(text));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: string;
}

async function request(http: AxiosInstance, server: Server, call: Call): Promise<Answer> {
  try {
    // of all of it, the head and the body: `timeout` alone counts anew with every piece
    const signal = AbortSignal.timeout(server.timeoutMs);
    const { status, data } = await http.request<unknown>({ ...call, headers: { ...call.headers }, signal });
    return { status, text: typeof data === 'string' ? data : '' };
  } catch (cause) {
    const code = errorCode(cause) ?? 'unknown reason';
    const help = CERTIFICATE.test(code) ? '`--ca FILE` names certificates that are trusted' : undefined;
    // the error holds the request, with the password in it: it is no cause to show
    throw new Failure('ERR_ADMIN_API', `could not be reached (${code})`, {
      subject: server.url,
      ...(help !== undefined && { help }),
    });
  }
}

const CERTIFICATE = /CERT|SIGNED|SIGNATURE|UNABLE_TO/;

async function logIn(
  http: AxiosInstance,
  server: Server,
  now: () => number,
): Promise<{ readonly text: string; readonly until: number }> {
  const { realm, client, secret, user, password } = server.login;
  const form = new URLSearchParams({ client_id: client, ...(secret !== undefined && { client_secret: secret }) });
  if (user !== undefined) {
    form.set('grant_type', 'password');
    form.set('username', user);
    form.set('password', password ?? '');
  } else form.set('grant_type', 'client_credentials');
  const path = `realms/${encodeURIComponent(realm)}/protocol/openid-connect/token`;
  const asked = now();
  const { status, text } = await request(http, server, {
    method: 'POST',
    url: `${server.url}/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    data: form.toString(),
  });
  if (status !== 200) {
    const who = user === undefined ? `client \`${client}\`` : `user \`${user}\``;
    throw new Failure('ERR_ADMIN_API', `the ${who} could not log in at the realm \`${realm}\` (status ${status})`, {
      subject: server.url,
      help: 'look at the name, the secret, and `--admin-realm`',
    });
  }
  const answer = json(text, server, path);
  const token = own(answer, 'access_token');
  const lifetime = own(answer, 'expires_in');
  if (typeof token !== 'string' || !/^[\w.~+/=-]{1,100000}$/.test(token)) throw odd(server, path);
  const lifetimeMs = typeof lifetime === 'number' ? lifetime * 1_000 : 0;
  return { text: token, until: asked + Math.max(lifetimeMs - MARGIN_MS, lifetimeMs / 2) };
}

function json(text: string, server: Server, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw odd(server, path);
  }
}

const odd = (server: Server, path: string): Failure =>
  new Failure('ERR_ADMIN_API', `expected JSON from \`${path}\`, found something else`, {
    subject: server.url,
    help: 'is this the address of a Keycloak server, with its path if it has one?',
  });

const HELP: Readonly<Record<number, string>> = {
  401: 'the token was not accepted: is `--admin-realm` right?',
  403: 'it takes the roles `view-realm`, `view-clients` and `view-events`, and to deploy `manage-` of the same',
  404: 'is the name of the realm right, and the path of the address?',
};

function refused(server: Server, what: string, status: number, told?: string): Failure {
  const help = HELP[status];
  return new Failure('ERR_ADMIN_API', `\`${what}\` was answered with status ${status}${told ? `: ${told}` : ''}`, {
    subject: server.url,
    ...(help !== undefined && { help }),
  });
}

/** What Keycloak says of a request it refuses: a sentence of its own. */
function toldBy(text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const told = own(answer, 'errorMessage') ?? own(answer, 'error_description') ?? own(answer, 'error');
    return typeof told === 'string' ? told.slice(0, 300) : undefined;
  } catch {
    return undefined;
  }
}
