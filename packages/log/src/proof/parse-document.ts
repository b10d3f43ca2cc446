// SPDX-License-Identifier: Apache-2.0
import { fromBase64 } from '../tree/base64.ts';
import { PROOF_VERSION, type ProofDocument } from './document.ts';

/** The most of everything a proof may have. */
export const PROOF_LIMITS = {
  bytes: 10_000_000,
  entries: 16,
  /** A tree of more leaves than a number counts has no longer one. */
  path: 64,
  disclosed: 10_000,
} as const;

/** What a text is, or the first thing wrong with it, with a JSON pointer to it. */
export type ParsedProof =
  | { readonly document: ProofDocument; readonly problem?: undefined }
  | { readonly problem: string; readonly document?: undefined };

/** Reads a proof somebody gave us. Never throws. */
export function parseProof(text: string): ParsedProof {
  if (text.length > PROOF_LIMITS.bytes) return { problem: `expected at most ${PROOF_LIMITS.bytes} characters` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  try {
    checkDocument(value);
    return { document: value as ProofDocument }; // sound: just checked, member for member
  } catch (cause) {
    if (cause instanceof Mismatch) return { problem: cause.message };
    throw cause;
  }
}

/** Thrown and caught in this file alone. */
class Mismatch extends Error {}

type Check = (value: unknown, at: string) => void;

const fail = (at: string, expected: string): never => {
  throw new Mismatch(`${at === '' ? 'the whole' : at}: expected ${expected}`);
};
const must =
  (holds: (value: unknown) => boolean, expected: string): Check =>
  (value, at) => {
    if (!holds(value)) fail(at, expected);
  };

/** An object with exactly these members. */
const object =
  (members: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    const found = membersOf(value, at);
    for (const name of Object.keys(found)) if (!Object.hasOwn(members, name)) fail(at, `no member ${printed(name)}`);
    for (const [name, check] of Object.entries(members)) {
      if (!Object.hasOwn(found, name)) fail(at, `a member \`${name}\``);
      check(found[name], `${at}/${name}`);
    }
  };

const list =
  (check: Check, least: number, most: number): Check =>
  (value, at) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      return fail(at, `a list of ${least} to ${most}`);
    value.forEach((item: unknown, index) => check(item, `${at}/${index}`));
  };

const text = must((value) => typeof value === 'string' && value !== '' && value.isWellFormed(), 'a text');
const count = must((value) => Number.isSafeInteger(value) && Number(value) >= 0, 'a whole number, not below zero');
const hash = must((value) => typeof value === 'string' && fromBase64(value)?.length === 32, '32 bytes in base64');
const salt = must((value) => typeof value === 'string' && /^[\w-]{22}$/.test(value), '22 characters of base64url');
const path = list(hash, 0, PROOF_LIMITS.path);
const is = (wanted: unknown): Check => must((value) => value === wanted, JSON.stringify(wanted));

const opening = object({ salt, json: text });
const disclosed: Check = (value, at) => {
  const found = Object.entries(membersOf(value, at));
  if (found.length > PROOF_LIMITS.disclosed) fail(at, `at most ${PROOF_LIMITS.disclosed} members`);
  for (const [pointer, item] of found) {
    if (!pointer.startsWith('/')) fail(at, `pointers, and found ${printed(pointer)}`);
    opening(item, `${at}/${pointer.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
};

const inclusion = object({
  version: is(PROOF_VERSION),
  proves: is('inclusion'),
  signer: text,
  checkpoint: text,
  entries: list(object({ body: text, disclosed, index: count, path }), 1, PROOF_LIMITS.entries),
});
const consistency = object({
  version: is(PROOF_VERSION),
  proves: is('consistency'),
  signer: text,
  before: text,
  checkpoint: text,
  path,
});

function checkDocument(value: unknown): void {
  const { proves } = membersOf(value, '');
  if (proves === 'inclusion') inclusion(value, '');
  else if (proves === 'consistency') consistency(value, '');
  else fail('/proves', '"inclusion" or "consistency"');
}

function membersOf(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(at, 'an object');
  return value as Readonly<Record<string, unknown>>; // sound: just checked
}

const printed = (name: string): string => JSON.stringify(name.slice(0, 100));
