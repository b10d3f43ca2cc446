// SPDX-License-Identifier: Apache-2.0
import { createRemoteJWKSet, customFetch, type FetchImplementation, type JWTVerifyGetKey } from 'jose';

/** How long a key set may take at most, in milliseconds, and how large it may be, in bytes: some keys, and no download. */
const TIMEOUT_MS = 3_000;
const MAX_BYTES = 65_536;

/**
 * The keys of issuers by the address of their key sets, fetched when first needed, kept for a while, and asked for again when a key is missing. Of the
 * `budgetMs` of an attempt a key set gets half: what is decided needs the rest.
 */
export function createKeySets(fetch: FetchImplementation, budgetMs: number): (jwksUri: string) => JWTVerifyGetKey {
  const sets = new Map<string, JWTVerifyGetKey>();
  return (jwksUri) => {
    const known = sets.get(jwksUri);
    if (known !== undefined) return known;
    const options = { timeoutDuration: Math.min(TIMEOUT_MS, Math.floor(budgetMs / 2)), [customFetch]: bounded(fetch) };
    const set = createRemoteJWKSet(new URL(jwksUri), options);
    sets.set(jwksUri, set);
    return set;
  };
}

/** As `fetch`, but a body beyond the limit, or not there in time, is an error before it is read whole. */
function bounded(fetch: FetchImplementation): FetchImplementation {
  return (url, options) => {
    const late = new Promise<never>((_, reject) => {
      // not every implementation stops a body that has begun to come
      options.signal.addEventListener('abort', () => reject(new TypeError('the key set is too slow')), { once: true });
    });
    return Promise.race([read(fetch(url, options)), late]);
  };
}

async function read(answering: Promise<Response>): Promise<Response> {
  const response = await answering;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // sound: the body of a response is bytes
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new TypeError('the key set is too large');
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: response.status, headers: response.headers });
}
