// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { proveEntry } from '@assay/log/prove';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { KEY_OPTION, verifierOf } from '../../log/signing.ts';
import { writePrivate } from '../../log/write-private.ts';
import { withLog, type LogOptions } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

interface ProveOptions extends LogOptions {
  readonly key?: readonly string[];
  readonly disclose?: readonly string[] | true;
  readonly out?: string;
}

const DESCRIPTION =
  'Writes the proof that a decision is in the log of its newest checkpoint. A third party checks it with `assay-verify PROOF --key VERIFIER_KEY`, offline and with nothing else of ours. All personal data of the record is in it, or what lies at the pointers of `--disclose` alone: the rest stays a commitment. `--disclose` without a pointer discloses none.';

/** `assay log prove`: a proof for somebody else. */
export function addProve(log: Command, run: Runner): void {
  addLogOption(
    log.command('prove <id>').summary('prove to somebody else that a decision is in the log').description(DESCRIPTION),
  )
    .option('--disclose [pointer...]', 'tell only what lies at these JSON pointers into the record')
    .option('--out <file>', 'where the proof goes, for its owner alone (default: standard output)')
    .option(...KEY_OPTION)
    .addHelpText(
      'after',
      examples([
        'assay log prove 01a20038-90d4-7a60-8a06-dbbe3a5a442d --out proof.json',
        'assay log prove 01a20038-90d4-7a60-8a06-dbbe3a5a442d --disclose /who/subject/id',
      ]),
    )
    .action((id: string, options: ProveOptions, command: Command) =>
      run(command, (session) => prove(session, id, options)),
    );
}

async function prove(
  session: Session,
  id: string,
  { key, disclose, out, ...options }: ProveOptions,
): Promise<ExitCode> {
  const { io, json } = session;
  return withLog(session, { ...options, isReadOnly: true }, async (log) => {
    const verifier = await verifierOf(key?.[0], log, session);
    const chosen = disclose === true ? [] : disclose;
    const proof = jsonLine(await proveEntry(log.store, verifier, id, chosen === undefined ? {} : { disclose: chosen }));
    if (out === undefined) io.stdout.write(proof);
    else {
      writePrivate(out, proof, io);
      const { key: verifierKey } = verifier;
      io.stdout.write(
        json ? jsonLine({ file: out, key: verifierKey }) : `${out}: assay-verify ${out} --key ${verifierKey}\n`,
      );
    }
    return EXIT.ok;
  });
}
