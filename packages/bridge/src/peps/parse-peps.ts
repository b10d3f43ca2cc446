// SPDX-License-Identifier: Apache-2.0
import { AssayError, type Problem } from '@assay/core/errors';
import { isObject, own } from '@assay/core/model';
import { kind, listOf, membersOf, nonEmpty, optional, present, type Kind, type Read } from './read-members.ts';
import { ROLES, type CertificateRule, type Pep, type TokenRule } from './pep.ts';

/** Reads the configured enforcement points: a list in JSON. Throws ERR_BRIDGE_PEPS with every mistake; nothing of the text is in it. */
export function parsePeps(text: string): readonly Pep[] {
  const problems: Problem[] = [];
  const peps = listOf(parse(text), '', problems, readPep);
  if (problems.length === 0) problems.push(...repeats(peps));
  if (problems.length === 0 && peps.length === 0) problems.push({ path: '', message: 'expected at least one' });
  if (problems.length > 0)
    throw new AssayError('ERR_BRIDGE_PEPS', 'the enforcement points of the bridge have mistakes', { problems });
  return peps;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the error of the parser would repeat the text
    throw new AssayError('ERR_BRIDGE_PEPS', 'the enforcement points of the bridge are not JSON');
  }
}

const matching =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && pattern.test(value);

const NAME: Kind<string> = ['a name of letters, digits, `.`, `@`, `_` and `-`', matching(/^[\w.@-]{1,100}$/)];
const SHA256: Kind<string> = ['64 hexadecimal digits in lower case', matching(/^[0-9a-f]{64}$/)];
const TEXT: Kind<string> = ['a text of 1 to 500 characters in one line', matching(/^[\x20-\x7e]{1,500}$/)];
const SCOPE: Kind<string> = ['one scope', matching(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/)];
const SAN: Kind<string> = [
  '`DNS:`, `URI:`, `email:` or `IP Address:`, and a name',
  matching(/^(?:DNS|URI|email|IP Address):[\x21-\x7e]{1,400}$/),
];
const RATE: Kind<number> = [
  'an integer from 1 to 1000000',
  (value): value is number => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1_000_000,
];
const ROLE: Kind<Pep['roles'][number]> = [
  `one of ${ROLES.map((role) => `\`${role}\``).join(', ')}`,
  (value): value is Pep['roles'][number] => ROLES.some((role) => role === value),
];
const KEYS_URL: Kind<string> = [
  'a URL with https, or of this machine',
  (value): value is string => typeof value === 'string' && isKeysUrl(value),
];
const KEY: Kind<object> = [
  'a public key as a JWK',
  (value): value is object =>
    isObject(value) &&
    typeof own(value, 'kty') === 'string' &&
    own(value, 'd') === undefined &&
    own(value, 'kty') !== 'oct',
];

function isKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

const readPep: Read<Pep> = (value, path, problems) => {
  const member = membersOf(value, path, problems, [
    'name',
    'roles',
    'secrets',
    'certificates',
    'tokens',
    'requestsPerSecond',
  ]);
  const pep: Pep = {
    name: member('name', kind(NAME)) ?? '',
    roles: member('roles', nonEmpty(kind(ROLE))) ?? [],
    secrets: optional(member, 'secrets', atMostTwo) ?? [],
    certificates: optional(member, 'certificates', nonEmpty(readCertificate)) ?? [],
    tokens: optional(member, 'tokens', nonEmpty(readToken)) ?? [],
    ...present('requestsPerSecond', optional(member, 'requestsPerSecond', kind(RATE))),
  };
  if (isObject(value) && !['secrets', 'certificates', 'tokens'].some((name) => own(value, name) !== undefined))
    problems.push({
      path,
      message: 'expected `secrets`, `certificates` or `tokens`: nobody could show to be this one',
    });
  return pep;
};

const atMostTwo: Read<readonly string[]> = (value, path, problems) => {
  const secrets = nonEmpty(kind(SHA256))(value, path, problems);
  if (secrets.length > 2) problems.push({ path, message: 'expected at most two: the one in use, and the next' });
  return secrets;
};

const readCertificate: Read<CertificateRule> = (value, path, problems) => {
  const member = membersOf(value, path, problems, ['cn', 'san', 'sha256']);
  const [cn, san, sha256] = [
    optional(member, 'cn', kind(TEXT)),
    optional(member, 'san', kind(SAN)),
    optional(member, 'sha256', kind(SHA256)),
  ];
  if (isObject(value) && Object.keys(value).length !== 1)
    problems.push({ path, message: 'expected one of `cn`, `san` and `sha256`' });
  if (cn !== undefined) return { cn };
  return san === undefined ? { sha256: sha256 ?? '' } : { san };
};

const readToken: Read<TokenRule> = (value, path, problems) => {
  const member = membersOf(value, path, problems, ['issuer', 'audience', 'jwks', 'scope', 'azp']);
  const rule: TokenRule = {
    issuer: member('issuer', kind(TEXT)) ?? '',
    audience: member('audience', kind(TEXT)) ?? '',
    jwks: member('jwks', readKeys) ?? { keys: [] },
    ...present('scope', optional(member, 'scope', kind(SCOPE))),
    ...present('azp', optional(member, 'azp', kind(TEXT))),
  };
  if (isObject(value) && own(value, 'scope') === undefined && own(value, 'azp') === undefined)
    problems.push({ path, message: 'expected `scope` or `azp`: any token of the issuer for this audience would do' });
  return rule;
};

const readKeys: Read<TokenRule['jwks']> = (value, path, problems) => {
  const member = membersOf(value, path, problems, ['url', 'keys']);
  if (isObject(value) && Object.keys(value).length !== 1) problems.push({ path, message: 'expected `url` or `keys`' });
  const url = optional(member, 'url', kind(KEYS_URL));
  return url === undefined ? { keys: optional(member, 'keys', nonEmpty(kind(KEY))) ?? [] } : { url };
};

/** Two with one name, or with one secret: which of them asks could not be told. */
function repeats(peps: readonly Pep[]): readonly Problem[] {
  const problems: Problem[] = [];
  const names = new Set<string>();
  const secrets = new Set<string>();
  peps.forEach((pep, at) => {
    if (names.has(pep.name)) problems.push({ path: `/${at}/name`, message: 'expected a name no other has' });
    names.add(pep.name);
    pep.secrets.forEach((secret, i) => {
      if (secrets.has(secret))
        problems.push({ path: `/${at}/secrets/${i}`, message: 'expected a secret no other has' });
      secrets.add(secret);
    });
  });
  return problems;
}
