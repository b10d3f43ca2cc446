// SPDX-License-Identifier: Apache-2.0
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AssayError, type Problem } from '@assay/core/errors';
import { isObject, own } from '@assay/core/model';

/** What the bearer of a token may do: `writer` posts records, `auditor` asks. Nobody edits. */
export const ROLES = ['writer', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** A token as it is configured: its SHA-256, never itself. */
export interface TokenEntry {
  /** Whose it is, for the log of who asked. */
  readonly name: string;
  readonly role: Role;
  /** In lower-case hexadecimal. */
  readonly sha256: string;
  /** Of a writer: what the names of its writers begin with; absent: any. */
  readonly writerPrefix?: string;
}

/** Who sent a request. */
export interface Principal {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly writerPrefix: string;
}

/** Whoever is on this machine, where no tokens are configured. */
export const LOCAL: Principal = { name: 'local', roles: ROLES, writerPrefix: '' };

const MAX_CREDENTIALS = 512;

/** The bearer of the token in an Authorization header (RFC 6750 section 2.1). Every digest is compared, and each in constant time. */
export function bearerOf(tokens: readonly TokenEntry[], authorization: string | null): Principal | undefined {
  const [, token] = /^bearer +([\w.~+/-]+=*)$/i.exec((authorization ?? '').slice(0, MAX_CREDENTIALS)) ?? [];
  if (token === undefined) return undefined;
  const digest = hash('sha256', token, 'buffer');
  let found: TokenEntry | undefined;
  for (const entry of tokens) if (timingSafeEqual(Buffer.from(entry.sha256, 'hex'), digest)) found = entry;
  return found && { name: found.name, roles: [found.role], writerPrefix: found.writerPrefix ?? '' };
}

/** A new token, to be shown once, and the line of it that is configured. */
export function createToken(
  part: Omit<TokenEntry, 'sha256'>,
  random: (bytes: number) => Uint8Array = randomBytes,
): { readonly token: string; readonly entry: TokenEntry } {
  const token = `assay_${Buffer.from(random(32)).toString('base64url')}`;
  return { token, entry: { ...part, sha256: hash('sha256', token, 'hex') } };
}

const FORM = 'a list of `{"name", "role", "sha256"}`, and of a writer perhaps `"writerPrefix"`';

/** Reads the configured tokens: JSON, a list or one entry per line. Throws ERR_LOG_KEY; nothing of the text is in it. */
export function parseTokens(text: string): readonly TokenEntry[] {
  const entries = parseEntries(text);
  const problems = entries.flatMap((entry, at) => problemsOf(entry, `/${at}`));
  if (problems.length > 0 || entries.length === 0)
    throw new AssayError('ERR_LOG_KEY', `the tokens of the collector: expected ${FORM}`, { problems });
  return entries as readonly TokenEntry[]; // sound: no problem was found
}

function parseEntries(text: string): readonly unknown[] {
  const lines = text.trim();
  try {
    if (lines.startsWith('[')) return JSON.parse(lines) as readonly unknown[]; // sound: it begins a list
    return lines.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]));
  } catch {
    // the error of the parser would repeat the text
    throw new AssayError('ERR_LOG_KEY', `the tokens of the collector are not JSON: expected ${FORM}`);
  }
}

const MEMBERS = new Set(['name', 'role', 'sha256', 'writerPrefix']);

function problemsOf(entry: unknown, path: string): readonly Problem[] {
  if (!isObject(entry)) return [{ path, message: 'expected an object' }];
  const [name, role, sha256, prefix] = ['name', 'role', 'sha256', 'writerPrefix'].map((member) => own(entry, member));
  const checks: readonly (readonly [string, boolean, string])[] = [
    [
      '/name',
      typeof name === 'string' && /^[\w.@-]{1,100}$/.test(name),
      'expected a name of letters, digits, `.`, `@`, `_` and `-`',
    ],
    ['/role', ROLES.some((known) => known === role), 'expected `writer` or `auditor`'],
    [
      '/sha256',
      typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256),
      'expected 64 hexadecimal digits in lower case',
    ],
    [
      '/writerPrefix',
      prefix === undefined || (role === 'writer' && typeof prefix === 'string' && /^[\w.:@-]{1,100}$/.test(prefix)),
      'expected the beginning of the names of a writer',
    ],
    ['', Object.keys(entry).every((member) => MEMBERS.has(member)), `expected ${[...MEMBERS].join(', ')} alone`],
  ];
  return checks.flatMap(([at, holds, message]) => (holds ? [] : [{ path: `${path}${at}`, message }]));
}
