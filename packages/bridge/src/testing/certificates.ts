// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** The certificate of the authority itself, in PEM. */
  readonly ca: string;
  /** Issues a certificate; `days` may be negative. */
  readonly issue: (subject: string, san?: string, days?: number) => Certificate;
  readonly remove: () => void;
}

/** A certificate authority in a folder of its own, by the command `openssl`. */
export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'assay-ca-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=Test authority', '-days', '2');
  let count = 0;
  return {
    ca: readFileSync(at('ca.crt'), 'utf8'),
    issue: (subject, san, days = 1) => {
      const name = `c${++count}`;
      openssl('req', '-new', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject);
      writeFileSync(at(`${name}.ext`), san === undefined ? '' : `subjectAltName=${san}\n`);
      const signing = `x509 -req -in ${name}.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out ${name}.crt -extfile ${name}.ext`;
      openssl(...signing.split(' '), '-days', String(days));
      return { cert: readFileSync(at(`${name}.crt`), 'utf8'), key: readFileSync(at(`${name}.key`), 'utf8') };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
