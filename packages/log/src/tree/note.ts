// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { AssayError } from '@assay/core/errors';
import { fromBase64 } from './base64.ts';
import { isNoteText, isSignerName, parseNote } from './note-text.ts';

/** What signs notes: a name, and an Ed25519 key (C2SP signed-note). */
export interface Signer {
  readonly name: string;
  /** The text that verifiers are given: `name+hash+key`. */
  readonly verifierKey: string;
  /** The note of a text, which ends with a line break. Throws ERR_LOG_KEY for a text that cannot be signed. */
  readonly sign: (text: string) => string;
}

/** What checks the signatures of one signer. */
export interface Verifier {
  readonly name: string;
  /** The text it was made of. */
  readonly key: string;
  /** The signed text of a note, where this signer has signed it. */
  readonly open: (note: string) => string | undefined;
}

/** The type of an Ed25519 signature, the first byte of a key as it is written (C2SP signed-note). */
const ED25519 = Buffer.from([1]);

/** The signer of a PKCS #8 private key in PEM. Throws ERR_LOG_KEY. */
export function createSigner(name: string, pem: string): Signer {
  const key = keyOf(() => createPrivateKey(pem), 'expected an Ed25519 private key in PEM');
  if (!isSignerName(name))
    throw new AssayError(
      'ERR_LOG_KEY',
      `expected a name without spaces and \`+\`, such as \`log.example.com/payments\`, and found ${JSON.stringify(name)}`,
    );
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  const raw = Buffer.from(String(x), 'base64url');
  const id = keyId(name, raw);
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${Buffer.concat([ED25519, raw]).toString('base64')}`,
    sign: (text) => {
      if (!isNoteText(text)) throw new AssayError('ERR_LOG_KEY', 'a note is made of lines of text, each with its end');
      const signature = sign(null, Buffer.from(text, 'utf8'), key);
      return `${text}\n— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
    },
  };
}

/** The verifier of a text `name+hash+key`. Throws ERR_LOG_KEY. */
export function createVerifier(text: string): Verifier {
  const [, name = '', hex = '', key = ''] = VERIFIER_KEY.exec(text.trim()) ?? [];
  const bytes = fromBase64(key);
  const raw = bytes?.subarray(1) ?? Buffer.alloc(0);
  if (!isSignerName(name) || bytes?.[0] !== 1 || raw.length !== 32 || keyId(name, raw).toString('hex') !== hex)
    throw new AssayError('ERR_LOG_KEY', 'expected a verifier key: `name+hash+key`, of an Ed25519 key');
  const publicKey = keyOf(
    () => createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') } }),
    'expected an Ed25519 key',
  );
  const id = Buffer.from(hex, 'hex');
  return {
    name,
    key: text.trim(),
    open: (note) => {
      const parsed = parseNote(note);
      // the first of a key is the one that counts; those of keys that are not known say nothing
      const own = parsed?.signatures.find((signature) => signature.name === name && signature.id.equals(id));
      if (parsed === undefined || own === undefined) return undefined;
      return verify(null, Buffer.from(parsed.text, 'utf8'), publicKey, own.signature) ? parsed.text : undefined;
    },
  };
}

const VERIFIER_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/;

const keyId = (name: string, raw: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), ED25519, raw]), 'buffer').subarray(0, 4);

function keyOf(make: () => KeyObject, message: string): KeyObject {
  try {
    const key = make();
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // its text may hold a part of the key
  }
  throw new AssayError('ERR_LOG_KEY', message);
}
