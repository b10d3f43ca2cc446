// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { isObject, own, type JsonObject } from '@assay/core/model';
import type { AttributeSource, Reading } from '@assay/core/pip';
import type { SourceCache } from './cache.ts';
import { cachedRead } from './cached-read.ts';
import { failingAs, readFailure } from './read-failure.ts';
import { answerTime } from './answer-time.ts';
import { readBounded } from './read-bounded.ts';
import { readSourceUrl } from './source-url.ts';

/** The header that says who asks. */
export interface HttpSourceAuth {
  readonly header: string;
  readonly prefix: string;
  /** The name of the secret that follows the prefix. */
  readonly secret: string;
}

export interface HttpSourceOptions {
  readonly name: string;
  /** With `{key}` in its path or query exactly where the source is keyed. https, or http to this machine. */
  readonly url: string;
  readonly auth?: HttpSourceAuth;
  /** How long an answer may be used again; absent: never. */
  readonly cacheMs?: number;
  readonly isKeyed: boolean;
}

export interface HttpSourcePorts {
  readonly fetch: typeof globalThis.fetch;
  /** The value of a secret, by its name: from the environment, or an Action's secrets. */
  readonly secretOf: (name: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal: what the cache's keys are made of. */
  readonly sha256: (text: string) => string;
  /** Absent: nothing is kept, whatever the options say. */
  readonly cache?: SourceCache;
}

/** Answers above this are no attributes of one subject. In bytes, decompressed. */
const MAX_SIZE = 1024 * 1024;

/**
 * A source that asks an address for one JSON object: 404 is an answer, that nothing is known; every other status but success, a redirect, another
 * media type than JSON, and an object larger than 1 MiB are failed reads. So is a secret that is not there: nobody is asked without it.
 * Throws ERR_SOURCE_READ where `url` is no address a source may have.
 */
export function createHttpSource(options: HttpSourceOptions, ports: HttpSourcePorts): AttributeSource {
  const { name, url, cacheMs, isKeyed } = options;
  const { cache, clock, sha256 } = ports;
  const urlOf = readSourceUrl(url, isKeyed);
  if (urlOf === undefined) throw new AssayError('ERR_SOURCE_READ', `source \`${name}\`: its address cannot be used`);
  return {
    name,
    async read(key, signal) {
      const address = urlOf(key);
      if (address === undefined) throw readFailure(name, 'the key cannot be written into its address');
      const ask = (): Promise<Reading> => askFor(address, signal, options, ports);
      if (cache === undefined || cacheMs === undefined) return ask();
      // the address has the key in it
      return cachedRead({ name, place: ['http', address], key, cacheMs }, { cache, sha256, clock }, ask);
    },
  };
}

async function askFor(
  url: string,
  signal: AbortSignal,
  { name, auth }: HttpSourceOptions,
  { fetch, secretOf, clock }: HttpSourcePorts,
): Promise<Reading> {
  const headers = { accept: 'application/json', ...authorization(name, auth, secretOf) };
  const asked = clock();
  // a redirect could take the secret, and the question, to another host
  const send = (): Promise<Response> => fetch(url, { method: 'GET', headers, signal, redirect: 'error' });
  const response = await failingAs(name, 'could not be asked', () => send().catch((cause) => againOn(cause, send)));
  const asOf = answerTime(response.headers, asked);
  if (response.ok && isJson(response.headers.get('content-type')))
    return { value: await valueOf(response, name), asOf };
  // what is not read is let go, or it would keep its connection
  await response.body?.cancel().catch(() => undefined);
  if (response.status === 404) return { value: undefined, asOf };
  throw readFailure(name, response.ok ? 'answered something else than JSON' : `answered ${response.status}`);
}

/** What a connection that was kept open says when the other side closed it meanwhile: above all in a function that was frozen between two calls. */
const CLOSED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** A question that changes nothing may be asked once more, over a connection of its own; any other failure stays one. */
function againOn(cause: unknown, send: () => Promise<Response>): Promise<Response> {
  if (CLOSED.has(own(own(cause, 'cause'), 'code')) || CLOSED.has(own(cause, 'code'))) return send();
  throw cause;
}

function authorization(
  name: string,
  auth: HttpSourceAuth | undefined,
  secretOf: HttpSourcePorts['secretOf'],
): Readonly<Record<string, string>> {
  if (auth === undefined) return {};
  const secret = secretOf(auth.secret);
  if (typeof secret !== 'string' || secret === '')
    throw readFailure(name, `the secret \`${auth.secret}\` is not there`);
  return { [auth.header]: `${auth.prefix}${secret}` };
}

/** `application/json`, or a type that says it is written so (RFC 6839 3.1). */
function isJson(contentType: string | null): boolean {
  return /^[a-z]+\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '');
}

async function valueOf(response: Response, name: string): Promise<JsonObject> {
  const bytes = await failingAs(name, 'its answer ended early', () => readBounded(response.body, MAX_SIZE));
  if (bytes === undefined) throw readFailure(name, `answered more than ${MAX_SIZE} bytes`);
  const value = await failingAs(name, 'its answer is not JSON', () => Promise.resolve(parseJson(bytes)));
  if (!isObject(value)) throw readFailure(name, 'its answer is not an object');
  // sound: JSON.parse makes JSON
  return value as JsonObject;
}

/** UTF-8, as JSON between systems is (RFC 8259 8.1): a byte that is none is no question mark. */
function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}
