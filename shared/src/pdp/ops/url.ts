// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { opaque } from './opaque.ts';

/**
 * Only what RFC 3986 allows in a URL with an authority: `URL` alone repairs what it reads (a backslash, a tab, `https:host`), and whoever reads the
 * same text afterwards may repair it in another way.
 */
const WRITTEN = /^[a-z][a-z\d+.-]*:\/\/(?!\/)(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\da-f]{2})+$/i;

const MAX_LENGTH = 8_192;

/** Throws TypeError for what is no URL. */
const parse = (text: string): URL | undefined =>
  text.length <= MAX_LENGTH && WRITTEN.test(text) ? new URL(text) : undefined;

/** Every name of the query with its values, in order. */
function query({ searchParams }: URL): Readonly<Record<string, readonly string[]>> {
  const values: Record<string, string[]> = Object.create(null);
  searchParams.forEach((value, name) => (values[name] ??= []).push(value));
  return values;
}

/** URLs, as in the library of Kubernetes, read as the URL standard does. */
export const URL_OPS: readonly (readonly [string, Op])[] = opaque('url', 'url', parse, ({ href }) => href, {
  url_scheme: ({ protocol }) => protocol.slice(0, -1),
  url_host: ({ host }) => host,
  url_hostname: ({ hostname }) => hostname.replace(/[[\]]/g, ''),
  url_port: ({ port }) => port,
  url_path: ({ pathname }) => pathname,
  url_query: query,
}).ops;
