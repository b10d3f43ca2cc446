// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { AssayError } from '@assay/core/errors';

/** What signs notes: a name, and an Ed25519 key (C2SP signed-note). */
export interface Signer {
  readonly name: string;
  /** The text that verifiers are given: `name+hash+key`. */
  readonly verifierKey: string;
  readonly sign: (text: string) => string;
}

/** What checks the signatures of one signer. */
export interface Verifier {
  readonly name: string;
  /** The signed text of a note, where this signer has signed it. */
  readonly open: (note: string) => string | undefined;
}

/** The type of an Ed25519 signature, the first byte of a key as it is written (C2SP signed-note). */
const ED25519 = Buffer.from([1]);

/** The signer of a PKCS #8 private key in PEM. Throws ERR_LOG_KEY. */
export function createSigner(name: string, pem: string): Signer {
  const key = keyOf(() => createPrivateKey(pem), 'expected an Ed25519 private key in PEM');
  if (!NAME.test(name)) throw new AssayError('ERR_LOG_KEY', `expected a name without spaces and \`+\`, such as \`log.example.com/payments\`, and found \`${name}\``);
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  const raw = Buffer.from(String(x), 'base64url');
  const id = keyId(name, raw);
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${Buffer.concat([ED25519, raw]).toString('base64')}`,
    sign: (text) => {
      const signature = sign(null, Buffer.from(text, 'utf8'), key);
      return `${text}\n— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
    },
  };
}

/** The verifier of a text `name+hash+key`. Throws ERR_LOG_KEY. */
export function createVerifier(text: string): Verifier {
  const [, name, hex, key] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(key ?? '', 'base64');
  const raw = bytes.subarray(1);
  if (name === undefined || bytes[0] !== 1 || raw.length !== 32 || keyId(name, raw).toString('hex') !== hex)
    throw new AssayError('ERR_LOG_KEY', 'expected a verifier key: `name+hash+key`, of an Ed25519 key');
  const publicKey = keyOf(
    () => createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') } }),
    'expected an Ed25519 key',
  );
  const id = Buffer.from(hex, 'hex');
  return {
    name,
    open: (note) => {
      const end = note.lastIndexOf('\n\n');
      if (end < 0) return undefined;
      const signed = note.slice(0, end + 1);
      const isSigned = note
        .slice(end + 2)
        .split('\n')
        .some((line) => {
          const [dash, by, value, ...rest] = line.split(' ');
          if (dash !== '—' || by !== name || value === undefined || rest.length > 0) return false;
          const signature = Buffer.from(value, 'base64');
          return signature.subarray(0, 4).equals(id) && verify(null, Buffer.from(signed, 'utf8'), publicKey, signature.subarray(4));
        });
      return isSigned ? signed : undefined;
    },
  };
}

const NAME = /^[^\s+]+$/u;

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
