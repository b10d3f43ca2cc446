// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote } from '../diagnostics/quote.ts';

/** An address that can be asked, or why it cannot. */
export type SourceUrl =
  { readonly isKeyed: boolean } | { readonly problem: string; readonly help?: string | undefined };

const PLACE = '{key}';
/** Stands for the key while the address is read: letters that no part of an address changes. */
const STAND_IN = 'zkeyz';

const EXAMPLE = 'https://risk.example.com/v1/subjects/{key}';

/**
 * Reads the address of a source. `{key}` stands in its path or query; it is https, or http to this machine; and it holds no credentials, which
 * would be in the repository and in logs.
 */
export function parseSourceUrl(text: string): SourceUrl {
  const place = [...text.matchAll(/\{[^{}]*\}?|\}/g)].find(([written]) => written !== PLACE);
  if (place !== undefined)
    return {
      problem: `${quote(place[0])} has no meaning in an address`,
      help: didYouMean(place[0], [PLACE]) ?? 'the key is written `{key}`',
    };
  const written = text.replaceAll(PLACE, STAND_IN);
  if (!/^https?:\/\//.test(text) || /[\s\\]/.test(text) || !URL.canParse(written))
    return { problem: 'expected an address', help: `an address is written like ${quote(EXAMPLE)}` };
  const url = new URL(written);
  // none of these messages repeats the address: it may hold a password
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/?#]*@/.test(text))
    return { problem: 'the address holds credentials', help: 'name a secret under `auth`' };
  if (text.includes('#')) return { problem: 'the address has a fragment (`#`), which is never sent' };
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return { problem: 'expected `https:`, and found `http:`', help: '`http:` is for this machine only: `localhost`' };
  const places = text.split(PLACE).length;
  if (`${url.pathname}${url.search}`.split(STAND_IN).length !== places)
    return { problem: 'expected `{key}` in the path or the query of the address' };
  return { isKeyed: places > 1 };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(hostname);
}
