// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { opaque } from './opaque.ts';

/**
 * Only what RFC 3986 allows in a URL with an authority: `URL` alone repairs what it reads (a backslash, a tab, `https:host`), and whoever reads the
 * same text afterwards may repair it in another way.
 */
const WRITTEN = /^[a-z][a-z\d+.-]*:\/\/(?!\/)(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\da-f]{2})+$/i;

const MAX_LENGTH = 8_192;

function parse(text: string): URL | undefined {
  if (text.length > MAX_LENGTH || !WRITTEN.test(text)) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Every name of the query with its values, in order. */
function query(url: URL): Readonly<Record<string, readonly string[]>> {
  const values: Record<string, string[]> = Object.create(null);
  url.searchParams.forEach((value, name) => (values[name] ??= []).push(value));
  return values;
}

const URLS = opaque('url', parse, ({ href }) => href);

/** URLs, as in the library of Kubernetes, read as the URL standard does. */
export const URL_OPS: readonly (readonly [string, Op])[] = pureOps({
  url: ['s', URLS.parse],
  is_url: ['s', URLS.says],
  url_scheme: ['q', URLS.of(({ protocol }) => protocol.slice(0, -1))],
  url_host: ['q', URLS.of(({ host }) => host)],
  url_hostname: ['q', URLS.of(({ hostname }) => hostname.replace(/^\[(.*)\]$/, '$1'))],
  url_port: ['q', URLS.of(({ port }) => port)],
  url_path: ['q', URLS.of(({ pathname }) => pathname)],
  url_query: ['q', URLS.of(query)],
});
