// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { answersOfExport, examine, type RealmState } from '@assay/keycloak/coverage';
import { isObject } from '@assay/core/model';
import { isHealthy, reportText } from '../doctor/report-text.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import { jsonLine } from '../json-line.ts';
import { addServerOptions, serverOf, type ServerOptions } from '../keycloak/options.ts';
import { readRealm, stateOf } from '../keycloak/read-realm.ts';
import { readJson, subjectOf, type Reading } from '../read-json.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';

interface CoverageOptions extends ServerOptions {
  readonly from?: string;
  readonly observed?: readonly string[];
}

const DESCRIPTION =
  'Reads a realm of Keycloak, and tells for each client and grant whether the gate of `assay deploy keycloak` is reached, and what leads round it. Nothing is changed, and no secret of a client is printed. Exits with 0 where every grant asks, 1 where one passes by or something is broken, 2 for what it cannot read.';

const EXAMPLES = [
  'KEYCLOAK_PASSWORD=... assay coverage keycloak --url https://sso.example.com --realm acme --user admin',
  'assay coverage keycloak --url https://sso.example.com --realm acme --client auditor --client-secret-file secret.txt',
  'kc.sh export --realm acme --file acme.json && assay coverage keycloak --from acme.json',
];

/** `assay coverage`: who gets tokens that nobody decided. */
export function addCoverage(program: Command, run: Runner): void {
  const coverage = program
    .command('coverage')
    .summary('tell which grants of which clients of a live realm pass the gate by')
    .description('Tells which grants of which clients are issued tokens that nobody decided.')
    .addHelpText('after', examples(EXAMPLES.slice(0, 1)));
  addServerOptions(coverage.command('keycloak').summary('of a realm of Keycloak').description(DESCRIPTION))
    .option('--from <file>', 'an export of the realm in place of the live one; `-` for standard input')
    .option('--observed <client...>', 'clients that are meant to be issued to where the bridge cannot be asked')
    .addHelpText('after', examples(EXAMPLES))
    .action((options: CoverageOptions, command: Command) =>
      run(command, async (session) => coverageOf(session, options)),
    );
}

async function coverageOf(session: Session, options: CoverageOptions): Promise<ExitCode> {
  const { io, json } = session;
  const state = options.from === undefined ? await live(session, options) : await saved(session, options.from);
  const report = examine(state, { ...(options.observed && { observed: options.observed }) });
  const ok = isHealthy(report);
  const { artefacts, findings, grants, clients } = report;
  const server = state.server?.version ?? null;
  io.stdout.write(
    json
      ? jsonLine({ ok, idp: 'keycloak', server, artefacts, findings, coverage: { grants, clients } })
      : reportText(report, undefined, session, 'no client policy leads to Assay'),
  );
  return ok ? EXIT.ok : EXIT.refused;
}

async function live({ io }: Session, options: CoverageOptions): Promise<RealmState> {
  const server = serverOf(options, io);
  // loaded where it is used: an HTTP client is slow to load, and most commands need none
  const { createAdminApi } = await import('../keycloak/admin-api.ts');
  return readRealm(createAdminApi(server, io.clock), server.realm, `${server.url}/realms/${server.realm}`);
}

/** In bytes, of an export without its users. */
const EXPORT: Reading = { maxSize: 64 * 1024 * 1024, tooLarge: 'ERR_FILE_READ', noJson: 'ERR_FILE_READ' };

async function saved({ io }: Session, name: string): Promise<RealmState> {
  const value = await readJson(name, io, EXPORT);
  const subject = subjectOf(name);
  // an export of all realms is a list of them
  if (!isObject(value)) throw new Failure('ERR_FILE_READ', 'expected the export of one realm, an object', { subject });
  return stateOf(answersOfExport(value, subject), 'ERR_FILE_READ');
}
