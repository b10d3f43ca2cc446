// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, sign } from 'node:crypto';

/** A private key and the certificate it signed for itself, both PEM. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

const OID = {
  commonName: '550403',
  basicConstraints: '551d13',
  subjectAltName: '551d11',
  ecdsaSha256: '2a8648ce3d040302',
};
const DAY_MS = 86_400_000;

/** A certificate for https://127.0.0.1, good from yesterday to tomorrow (RFC 5280): nothing but Node is needed to make one. */
export function selfSignedForLoopback(): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(OID.ecdsaSha256));
  const name = sequence(set(sequence(oid(OID.commonName), tagged(0x0c, Buffer.from('assay end-to-end test')))));
  const extensions = sequence(
    sequence(oid(OID.basicConstraints), TRUE, octets(sequence(TRUE))), // a CA, because Node is told to trust it as one
    sequence(oid(OID.subjectAltName), octets(sequence(tagged(0x87, Buffer.from([127, 0, 0, 1]))))),
  );
  const toSign = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))), // version 3
    tagged(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', toSign, privateKey)]));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(toSign, algorithm, signature)),
  };
}

/** One value of DER: its tag, its length in the shortest form, its content. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const bytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

const TRUE = tagged(0x01, Buffer.from([0xff]));
const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
const set = (...parts: readonly Buffer[]): Buffer => tagged(0x31, Buffer.concat(parts));
const octets = (content: Buffer): Buffer => tagged(0x04, content);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
/** UTCTime: YYMMDDhhmmssZ. */
const time = (ms: number): Buffer => {
  const digits = new Date(ms).toISOString().replace(/\.\d+|[-:T]/g, '');
  return tagged(0x17, Buffer.from(digits.slice(2)));
};
const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
