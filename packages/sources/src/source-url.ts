// SPDX-License-Identifier: Apache-2.0

/** Writes a key into an address; undefined where the address would then lead elsewhere. */
export type UrlOf = (key: string) => string | undefined;

const PLACE = '{key}';
/** Stands for the key while the address is read: letters that no part of an address changes. */
const STAND_IN = 'zkeyz';

/**
 * Reads an address with `{key}` in its path or query, of https, or of http on this machine. Undefined where it is none: `assay check` says what
 * is wrong with it.
 */
export function readSourceUrl(template: string, isKeyed: boolean): UrlOf | undefined {
  const url = parse(template.replaceAll(PLACE, STAND_IN));
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return undefined;
  const places = template.split(PLACE).length - 1;
  if (`${url.pathname}${url.search}`.split(STAND_IN).length - 1 !== places || places > 0 !== isKeyed) return undefined;
  const parts = url.href.split(STAND_IN);
  return (key) => (isKeyed ? filled(parts, key) : url.href);
}

/** INVARIANT: the address differs from any other key's in the places of the key only; dot segments would be taken out, with what stands before them. */
function filled(parts: readonly string[], key: string): string | undefined {
  // half a character has no UTF-8, and nothing at all would ask for the whole collection
  if (key === '' || !key.isWellFormed()) return undefined;
  const href = parts.join(encode(key));
  return parse(href)?.href === href ? href : undefined;
}

/** RFC 3986 2.3: all but unreserved characters. `encodeURIComponent` leaves five more, of which a URL's query changes one. */
function encode(key: string): string {
  return encodeURIComponent(key).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(hostname);
}
