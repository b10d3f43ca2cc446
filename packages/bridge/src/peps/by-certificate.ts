// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { own } from '@assay/core/model';
import type { CertificateRule, Pep } from './pep.ts';

export type ByCertificate = (socket: Socket) => Pep | undefined;

interface Seen {
  readonly pep: Pep | undefined;
  /** The end of the certificate, in milliseconds since 1970. */
  readonly until: number;
}

/** Finds whose client certificate a connection was made with; a certificate is looked at once a connection. Two that would do are nobody's. */
export function createByCertificate(peps: readonly Pep[], clock: () => number): ByCertificate {
  const seen = new WeakMap<Socket, Seen>();
  const hasRules = peps.some(({ certificates }) => certificates.length > 0);
  const look = (socket: TLSSocket): Seen => {
    const traits = traitsOf(socket);
    if (traits === undefined) return NOBODY;
    const found = peps.filter(({ certificates }) => certificates.some((rule) => matches(rule, traits)));
    return { pep: found.length === 1 ? found[0] : undefined, until: traits.until };
  };
  return (socket) => {
    if (!hasRules || !(socket instanceof TLSSocket)) return undefined;
    let known = seen.get(socket);
    if (known === undefined) seen.set(socket, (known = look(socket)));
    // a connection may outlive the certificate it was made with
    return clock() < known.until ? known.pep : undefined;
  };
}

const NOBODY: Seen = { pep: undefined, until: 0 };

interface Traits {
  readonly cn: unknown;
  readonly sans: readonly string[];
  readonly sha256: string;
  readonly until: number;
}

/** Of a certificate whose chain the handshake has verified; undefined of any other. */
function traitsOf(socket: TLSSocket): Traits | undefined {
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined;
  if (certificate === undefined) return undefined;
  return {
    cn: own(certificate.toLegacyObject().subject, 'CN'), // a list, where there are several: equal to no text
    // node writes a name with a comma or a quote in it as a JSON text, its comma escaped: no name can pass for two
    sans: certificate.subjectAltName?.split(', ') ?? [],
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    until: Date.parse(certificate.validTo),
  };
}

function matches(rule: CertificateRule, { cn, sans, sha256 }: Traits): boolean {
  if ('cn' in rule) return rule.cn === cn;
  if ('san' in rule) return sans.includes(rule.san);
  return rule.sha256 === sha256;
}
