// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createVerifier, type Verifier } from '../tree/note.ts';
import { checkProof } from './check-proof.ts';
import { parseProof, PROOF_LIMITS } from './parse-document.ts';
import { printable, provenText } from './proof-text.ts';

const USAGE = `usage: assay-verify PROOF --key VERIFIER_KEY [--json]

Checks a proof of \`assay log prove\` or \`assay log checkpoint --since\`, offline. PROOF is a file, or \`-\` for standard input.
VERIFIER_KEY is \`name+hash+key\`, or a file that holds it: have it from the operator of the log by another way than the proof.
Exits with 0 where it is proven, 1 where it is not, 2 for what cannot be read.
`;

export interface VerifierIo {
  readonly write: (text: string) => void;
  readonly warn: (text: string) => void;
  /** A file, or standard input for descriptor 0. */
  readonly read: (path: string | 0) => Buffer;
}

/** The published verifier. Returns what it exits with; never throws. */
export function verifyMain(argv: readonly string[], io: VerifierIo): 0 | 1 | 2 {
  const asked = parse(argv);
  if (asked === undefined) {
    io.warn(USAGE);
    return 2;
  }
  if (asked === 'help') {
    io.write(USAGE);
    return 0;
  }
  const unreadable = (problem: string): 2 => {
    io.warn(`assay-verify: ${problem}\n`);
    return 2;
  };
  const verifier = verifierOf(asked.key, io);
  if (verifier === undefined) return unreadable('the key is not a verifier key `name+hash+key`');
  const text = readText(asked.proof, io);
  if (text === undefined)
    return unreadable(`\`${printable(asked.proof)}\` could not be read, or is larger than a proof may be`);
  const { document, problem } = parseProof(text);
  if (document === undefined) return unreadable(`this is no proof: ${printable(problem)}`);
  const checked = checkProof(document, verifier);
  if (checked.proven === undefined) {
    if (asked.isJson) io.write(`${JSON.stringify({ ok: false, problem: checked.problem })}\n`);
    io.warn(`assay-verify: not proven: ${printable(checked.problem)}\n`);
    return 1;
  }
  io.write(
    asked.isJson
      ? `${JSON.stringify({ ok: true, ...checked.proven, ...roots(checked.proven) })}\n`
      : provenText(checked.proven),
  );
  return 0;
}

interface Asked {
  readonly proof: string;
  readonly key: string;
  readonly isJson: boolean;
}

function parse(argv: readonly string[]): Asked | 'help' | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { key: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return 'help';
    const [proof, ...more] = positionals;
    if (proof === undefined || more.length > 0 || values.key === undefined) return undefined;
    return { proof, key: values.key, isJson: values.json === true };
  } catch {
    return undefined;
  }
}

function verifierOf(key: string, io: VerifierIo): Verifier | undefined {
  for (const text of [() => key, () => readText(key, io) ?? '']) {
    try {
      return createVerifier(text());
    } catch {
      // the next one
    }
  }
  return undefined;
}

function readText(path: string, io: VerifierIo): string | undefined {
  try {
    const bytes = io.read(path === '-' ? 0 : path);
    return bytes.length > PROOF_LIMITS.bytes ? undefined : bytes.toString('utf8');
  } catch {
    return undefined;
  }
}

type Heads = Extract<ReturnType<typeof checkProof>, { readonly problem?: undefined }>['proven'];

/** Roots as text. */
function roots(proven: Heads): object {
  const head = ({ origin, size, root }: Heads['checkpoint']): object => ({
    origin,
    size,
    root: Buffer.from(root).toString('base64'),
  });
  return {
    checkpoint: head(proven.checkpoint),
    ...(proven.proves === 'consistency' && { before: head(proven.before) }),
  };
}

/** This process. */
export const processIo = (): VerifierIo => ({
  write: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(text),
  read: (path) => readFileSync(path),
});
