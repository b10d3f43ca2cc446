// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { createCollector, listen, parseTokens, type TokenEntry } from '@assay/log/collector';
import { createVerifier } from '@assay/log/tree';
import { Failure } from '../failure.ts';
import { subjectIn } from '../log/question-options.ts';
import { signerOf } from '../log/signing.ts';
import { openLog } from '../open-log.ts';
import type { Session } from '../session.ts';
import { createSealing } from './sealing.ts';
import { codeOf } from './code-of.ts';
import { readTextFile, tlsOf, type TlsFiles } from './files.ts';
import { orUnavailable } from './or-unavailable.ts';
import { isLoopback, parseAddress } from './parse-address.ts';
import { untilEnded } from './until-ended.ts';

export interface CollectorOptions extends TlsFiles {
  readonly listen: string;
  readonly log?: string;
  readonly tokens?: string;
  readonly spill?: string;
}

/** The collector waits for another writer as long as this, and everybody waits with it; then records go to the spill, or are refused for now. */
const BUSY_MS = 1000;

/** Runs the collector until the process is told to end. Throws what keeps it from starting. */
export async function runCollector(session: Session, options: CollectorOptions): Promise<void> {
  const { io } = session;
  const address = parseAddress(options.listen);
  const tokens = tokensOf(session, options);
  if (tokens === undefined && !isLoopback(address.host))
    throw new Failure('ERR_USAGE', `\`${options.listen}\` can be reached by others, and there are no tokens`, {
      help: '`assay log token` makes one; `--tokens` names their file',
    });
  const tls = tlsOf(options, io);
  const { store, config } = await openLog(session, {
    busyMs: BUSY_MS,
    ...(options.log !== undefined && { log: options.log }),
  });
  const tell = (event: string, what: object): void =>
    io.stderr.write(`${JSON.stringify({ time: new Date(io.clock()).toISOString(), event, ...what })}\n`);
  try {
    const signer = config?.sign && signerOf({ config }, io.env);
    const collector = await createCollector({
      store,
      clock: io.clock,
      subjectOf: (subject) => subjectIn(subject, config, io.env),
      onRead: (read) => tell('read', read),
      onRefused: (refused) => tell('refused', refused),
      onProblem: (problem) => tell('problem', problem),
      onError: (cause) => tell('error', { code: codeOf(cause) }),
      ...(tokens && { tokens }),
      ...(options.spill !== undefined && { spill: resolve(io.cwd, options.spill) }),
      ...(signer && { verifier: createVerifier(signer.verifierKey) }),
    });
    const sealing = createSealing(store, signer, {
      clock: io.clock,
      onFailure: (code) => tell('problem', { what: 'seal', code }),
    });
    try {
      const server = await orUnavailable(address, () => listen(collector.fetch, { ...address, ...(tls && { tls }) }));
      io.stdout.write(
        session.json ? `${JSON.stringify({ url: server.url })}\n` : `collector at ${server.url}, log ${store.place}\n`,
      );
      sealing.start();
      await untilEnded();
      await server.close();
    } finally {
      await collector.close();
      await sealing.close();
    }
  } finally {
    await store.close();
  }
}

function tokensOf({ io }: Session, { tokens: file }: CollectorOptions): readonly TokenEntry[] | undefined {
  const text = file === undefined ? io.env['ASSAY_COLLECTOR_TOKENS'] : readTextFile(file, io);
  // INVARIANT: an empty one is an error: whoever names tokens wants nobody without one to be answered
  return text === undefined ? undefined : parseTokens(text);
}
