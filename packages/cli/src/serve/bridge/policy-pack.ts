// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { AssayError } from '@assay/core/errors';
import { isObject, own } from '@assay/core/model';
import type { Signer, Verifier } from '@assay/log/tree';
import { filesIn, hasErrors, type ProjectFiles } from '@assay/policy';
import { checkFiles } from '../../check-files.ts';
import type { CompiledProject } from '../../compiled-project.ts';
import { sha256 } from '../../sha256.ts';

/** A policy set on its way to a bridge: the table, and the files it was compiled of. */
export interface PolicyPack {
  readonly table: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The line that tells what is signed. */
const SIGNED = 'assay policy 1';

/** A policy set as it is posted to a bridge, and the signature that goes with it: a signed note (C2SP) over its digest, every byte of it, and the time, in base64. */
export function signPack(
  { project, compiled }: CompiledProject,
  files: Readonly<Record<string, string>>,
  signer: Signer,
  now: number,
): { readonly body: string; readonly signature: string } {
  const pack: PolicyPack = { table: compiled.text, files };
  const body = JSON.stringify(pack);
  // INVARIANT: the files are signed, too: the digest of the table holds neither where sources are read nor what the target is told
  const note = signer.sign(`${SIGNED}\n${project.name}\n${compiled.digest}\n${sha256(body)}\n${now}\n`);
  return { body, signature: Buffer.from(note, 'utf8').toString('base64') };
}

/** What was posted, found genuine. */
export interface OpenedPack {
  readonly project: CompiledProject;
  /** When it was signed, in milliseconds since 1970. */
  readonly signedAt: number;
}

/**
 * Opens a posted policy set: the signature is of the key that is trusted and over all of it, the table has the digest that was signed, and is what its files compile to here. Data of
 * static sources stays what it is in `directory`. Throws ERR_POLICY_SIGNATURE, ERR_PROJECT_INVALID.
 */
export function openPack(
  body: Uint8Array,
  signature: string,
  { verifier, directory }: { readonly verifier: Verifier; readonly directory: string },
): OpenedPack {
  const signed = verifier.open(Buffer.from(signature, 'base64').toString('utf8'))?.split('\n');
  if (signed === undefined || signed[0] !== SIGNED) throw notSigned('the signature is not of the key that is trusted');
  const [, name, digest, whole, time] = signed;
  if (hash('sha256', body, 'hex') !== whole) throw notSigned('what was posted is not what was signed');
  const { table, files } = parsePack(body);
  const checked = checkFiles(filesOf(files, directory));
  const { project, compiled } = checked;
  if (project === undefined || compiled === undefined || hasErrors(checked.diagnostics))
    throw new AssayError('ERR_PROJECT_INVALID', 'the files that were posted have mistakes');
  if (compiled.digest !== digest || compiled.text !== table || project.name !== name)
    throw notSigned('the table is not what was signed, or not what its files compile to');
  return { project: { directory, project, compiled }, signedAt: Number(time) };
}

const notSigned = (message: string): AssayError => new AssayError('ERR_POLICY_SIGNATURE', message);

function parsePack(body: Uint8Array): PolicyPack {
  try {
    const pack: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    const [table, files] = [own(pack, 'table'), own(pack, 'files')];
    if (typeof table !== 'string' || !isObject(files)) throw new TypeError('no pack');
    const texts = Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return { table, files: Object.fromEntries(texts) };
  } catch (cause) {
    throw new AssayError('ERR_POLICY_SIGNATURE', 'expected a policy set as `assay policy push` sends it', { cause });
  }
}

/** The posted files; for what is not among them (the data of static sources), those of the project that is served. */
function filesOf(files: PolicyPack['files'], directory: string): ProjectFiles {
  const here = filesIn(directory);
  return (path) => (Object.hasOwn(files, path) ? files[path] : here(path));
}
