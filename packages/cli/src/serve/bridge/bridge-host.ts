// SPDX-License-Identifier: Apache-2.0
import { relative, resolve } from 'node:path';
import { createBridge, type Bridge, type BridgeEvent } from '@assay/bridge';
import { createVerifier, type Verifier } from '@assay/log/tree';
import type { LogStore } from '@assay/log/store';
import { archivePolicy, tellNotArchived } from '../../archive/archive-policy.ts';
import type { CompiledProject } from '../../compiled-project.ts';
import { Failure } from '../../failure.ts';
import { createProjectSink } from '../../log/project-sink.ts';
import { signerOf } from '../../log/signing.ts';
import { requireCompiled } from '../../require-compiled.ts';
import type { Session } from '../../session.ts';
import { readTextFile, tlsOf, type TlsFiles } from '../files.ts';
import { orUnavailable } from '../or-unavailable.ts';
import { createSealing } from '../sealing.ts';
import { untilEnded } from '../until-ended.ts';
import { createDecide } from './decide.ts';
import { createGateEvents } from './gate-events.ts';
import { createLivePolicy } from './live-policy.ts';
import { loadPolicy } from './load-policy.ts';
import { followFiles } from './follow-files.ts';
import { pepsOf } from './peps-of.ts';
import { createSignedPolicies } from './signed-policies.ts';

export interface BridgeOptions extends TlsFiles {
  readonly host: string;
  readonly port: number;
  readonly peps?: string;
  readonly clientCa?: string;
  readonly clientCerts: 'required' | 'optional';
  readonly behindProxy?: boolean;
  readonly policyKey?: string;
  readonly events?: string;
  readonly watch: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Runs the bridge until the process is told to end: then what is under way is answered, and its records are written. Throws what keeps it from starting. */
export async function runBridge(session: Session, options: BridgeOptions): Promise<void> {
  const { io } = session;
  const known = pepsOf(options.peps, io);
  const tls = tlsOf(options, io);
  const mtls = options.clientCa === undefined ? undefined : readTextFile(options.clientCa, io);
  const verifier = verifierOf(session, options);
  const project = requireCompiled(session);
  const { directory } = project;
  const log = createProjectSink({ directory, log: project.project.log, isRecording: true }, io);
  // INVARIANT: it does not answer before it can write what it answers
  const store = await openedStore(log.store);
  const signer = project.project.log.sign && signerOf({ config: project.project.log }, io.env);
  let bridge: Bridge | undefined;
  const sealing = createSealing(store, signer, {
    clock: io.clock,
    onFailure: (code) => bridge?.log.error({ code }, 'the log could not be sealed'),
  });
  try {
    const decide = createDecide();
    const load = (next: CompiledProject) => loadPolicy(next, log.sink, decide.onLoss, io);
    const archive = (loaded: CompiledProject) =>
      archivePolicy(store, loaded, 'loaded', io).catch((cause: unknown) => tellNotArchived(cause, io));
    const live = createLivePolicy(load(project), {
      load,
      onChange: (loaded, previous) => {
        if (loaded.digest === previous) return;
        bridge?.log.info({ digest: loaded.digest, previous }, 'another policy set decides');
        return archive(loaded.project);
      },
      onFailure: (code, detail) =>
        bridge?.log.warn({ code, detail }, 'a policy set could not be loaded, and the one before it stays'),
    });
    await archive(project);
    const tellEvent = createGateEvents(options.events, (realm, event) =>
      bridge?.log[event.kind === 'logout' ? 'info' : 'warn'](alarmOf(realm, event), 'Keycloak tells'),
    );
    bridge = await createBridge({
      peps: known,
      decide: decide.with(live),
      onEvents: tellEvent,
      policy: () => live.current(),
      reload: createSignedPolicies(live, { directory, clock: io.clock, ...(verifier && { verifier }) }),
      isReady: () => readinessOf(store),
      clock: io.clock,
      log: { level: options.logLevel, destination: { write: (line) => io.stderr.write(line) } },
    });
    const { listen, close } = bridge;
    const { host, port, behindProxy = false } = options;
    const { url } = await orUnavailable({ host, port }, () =>
      listen({
        host,
        port,
        behindProxy,
        ...(tls && { tls }),
        ...(mtls !== undefined && { mtls: { ca: mtls, isRequired: options.clientCerts === 'required' } }),
      }),
    );
    sealing.start();
    const following = followFiles(live, bridge, {
      directory,
      isWatching: options.watch,
      ...(options.peps !== undefined && {
        peps: { path: relative(directory, resolve(io.cwd, options.peps)), read: () => pepsOf(options.peps, io) },
      }),
    });
    const ended = untilEnded();
    // said last: what changes from here on is seen
    const { digest } = live.current();
    io.stdout.write(
      session.json
        ? `${JSON.stringify({ url, digest, pid: process.pid })}\n`
        : `bridge at ${url}, policy ${digest.slice(0, 19)}, log ${log.place}, process ${process.pid}\n`,
    );
    await ended;
    await following.close();
    await close();
  } finally {
    // the last records first, then what is signed over them
    await sealing.close();
    await log.close();
  }
}

/** Under names no line of the log has for something else. */
const alarmOf = (realm: string, { time, ...event }: BridgeEvent): object => ({
  realm,
  at: new Date(time).toISOString(),
  ...event,
});

function verifierOf({ io }: Session, { policyKey }: BridgeOptions): Verifier | undefined {
  if (policyKey === undefined) return undefined;
  return createVerifier(policyKey.includes('+') ? policyKey : readTextFile(policyKey, io));
}

async function openedStore(open: () => Promise<LogStore | undefined>): Promise<LogStore> {
  const store = await open();
  if (store === undefined) throw new Failure('ERR_USAGE', 'the project has no log to write to');
  return store;
}

/** Where several replicas share a log, one that cannot reach it is left out. */
async function readinessOf(store: LogStore): Promise<readonly string[]> {
  try {
    await store.policies();
    return [];
  } catch {
    return ['the log cannot be reached'];
  }
}
