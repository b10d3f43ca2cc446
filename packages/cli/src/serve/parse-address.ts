// SPDX-License-Identifier: Apache-2.0
import { isIPv4 } from 'node:net';
import { Failure } from '../failure.ts';

/** Where a server listens. */
export interface Address {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** Reads `127.0.0.1:8481`, `localhost:8481` or `[::1]:8481`. Throws ERR_USAGE. */
export function parseAddress(text: string): Address {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host !== undefined && port <= 65_535) return { host, port };
  throw new Failure('ERR_USAGE', `expected an address and a port, and found \`${text}\``, {
    help: 'an address is written like `127.0.0.1:8481`',
  });
}

/** Whether only this machine reaches it. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

/** Reads a port; 0 is any that is free. Throws ERR_USAGE. */
export function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Failure('ERR_USAGE', `expected a port, and found \`${text}\``);
}
