// SPDX-License-Identifier: Apache-2.0
import { readDeployed } from './artefact/run/deployed.ts';
import { runAction } from './artefact/run/run-action.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import type { IdpName } from './idps.ts';
import { jsonLine } from './json-line.ts';
import { readEvent } from './read-event.ts';
import type { Session } from './session.ts';
import { actionText } from './views/action-text.ts';

export interface ArtefactOptions {
  readonly idp: IdpName;
  readonly event: string;
  /** A folder `assay build` wrote. */
  readonly artefact: string;
  /** Features the tenant does not have. */
  readonly without?: readonly string[];
}

/** Runs a built file on one event in the emulator of its platform, and prints what it did. Needs no project. */
export async function runArtefact(session: Session, options: ArtefactOptions): Promise<ExitCode> {
  const { io, json, paint, fold } = session;
  if (options.idp !== 'auth0')
    throw new Failure('ERR_USAGE', '`--artefact` runs Auth0 Actions: a Lambda runs as it is, in any Node');
  const deployed = readDeployed(options.artefact, 'code.js', io);
  const report = await runAction(deployed, await readEvent(options.event, io), options.without ?? []);
  io.stdout.write(
    json ? jsonLine({ digest: deployed.digest, ...report }) : fold(actionText(report, deployed.digest, paint)),
  );
  return report.outcome === 'permit' || report.outcome === 'suspended' ? EXIT.ok : EXIT.refused;
}
