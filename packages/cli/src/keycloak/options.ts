// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { utf8 } from '../read-bytes.ts';
import { readFailure } from '../read-failure.ts';
import type { Server } from './admin-api.ts';

/** Where a realm is read, and as whom. */
export interface ServerOptions {
  readonly url?: string;
  readonly realm?: string;
  readonly adminRealm: string;
  readonly user?: string;
  readonly client?: string;
  readonly passwordFile?: string;
  readonly clientSecretFile?: string;
  readonly ca?: string;
  readonly timeout: number;
}

/** What of the environment is a secret; none of them is ever an argument, which every process of the machine can read. */
export const PASSWORD = 'KEYCLOAK_PASSWORD';
export const CLIENT_SECRET = 'KEYCLOAK_CLIENT_SECRET';

/** Adds what says which server, and as whom. */
export function addServerOptions(command: Command): Command {
  return command
    .option('--url <url>', 'where the server is, with its path if it has one: https://sso.example.com')
    .option('--realm <name>', 'the realm')
    .option('--admin-realm <name>', 'the realm of who reads it', 'master')
    .option('--user <name>', `an admin, by password: of ${PASSWORD}, or of --password-file`)
    .option(
      '--client <id>',
      `a client: with its secret of ${CLIENT_SECRET} or --client-secret-file (default for --user: admin-cli)`,
    )
    .option('--password-file <file>', 'the password of --user')
    .option('--client-secret-file <file>', 'the secret of --client')
    .option('--ca <file>', 'certificates (PEM) that are trusted beside those of Node')
    .option('--timeout <seconds>', 'how long an answer may take', seconds, 30);
}

/** The server the options name. Throws ERR_USAGE for what is missing, and ERR_FILE_READ. */
export function serverOf(options: ServerOptions, io: Io): Server {
  const { url, realm, adminRealm, user, ca, timeout } = options;
  if (url === undefined || realm === undefined) throw usage('a live realm needs `--url` and `--realm`');
  const password = secretOf(PASSWORD, options.passwordFile, io);
  const secret = secretOf(CLIENT_SECRET, options.clientSecretFile, io);
  const client = options.client ?? 'admin-cli';
  if (user === undefined && options.client === undefined)
    throw usage('who reads the realm needs `--user` or `--client`');
  if (user !== undefined && password === undefined)
    throw usage(`\`--user\` needs a password: set ${PASSWORD}, or use \`--password-file\``);
  if (user === undefined && secret === undefined)
    throw usage(`\`--client\` needs its secret: set ${CLIENT_SECRET}, or use \`--client-secret-file\``);
  return {
    url: addressOf(url),
    realm,
    login: {
      realm: adminRealm,
      client,
      ...(secret !== undefined && { secret }),
      ...(user !== undefined && password !== undefined && { user, password }),
    },
    ...(ca !== undefined && { ca: certificatesOf(ca, io) }),
    timeoutMs: timeout * 1_000,
  };
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** An address without what does not belong into one; a password is not sent in clear, but to this machine. */
function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw usage('`--url` has to be an address such as https://sso.example.com');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw usage('`--url` may hold no user, no password, no query and no fragment');
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    throw usage('`--url` has to be https: over http a password could be read on the way');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function secretOf(name: string, file: string | undefined, io: Io): string | undefined {
  const value = file === undefined ? io.env[name] : textOf(file, io).replace(/\r?\n$/, '');
  return value === '' ? undefined : value;
}

/** Node takes a text without a certificate in it without a word, and trusts nobody more. */
function certificatesOf(file: string, io: Io): string {
  const text = textOf(file, io);
  if (isCertificate(text)) return text;
  throw new Failure('ERR_FILE_READ', 'expected certificates, in PEM', { subject: file });
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

/** In bytes: of a secret, or of certificates. */
const MAX_FILE = 1024 * 1024;

function textOf(file: string, io: Io): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(resolve(io.cwd, file));
  } catch (cause) {
    throw readFailure(cause, file, 'a file');
  }
  if (bytes.length > MAX_FILE)
    throw new Failure('ERR_FILE_READ', `expected at most ${MAX_FILE} bytes`, { subject: file });
  return utf8(bytes, file, 'ERR_FILE_READ');
}

function seconds(text: string): number {
  const value = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new InvalidArgumentError('expected 1 to 999 seconds');
  return value;
}

const usage = (message: string): Failure => new Failure('ERR_USAGE', message, { help: 'see `--help` of the command' });
