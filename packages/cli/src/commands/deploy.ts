// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { missingProviders, type RealmState } from '@assay/keycloak/coverage';
import { keycloakFiles, planFor, type Change, type DeployOptions, type Plan } from '@assay/keycloak/deploy';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import { jsonLine } from '../json-line.ts';
import type { AdminApi } from '../keycloak/admin-api.ts';
import { applyChanges } from '../keycloak/apply-plan.ts';
import { addServerOptions, serverOf, type ServerOptions } from '../keycloak/options.ts';
import { readRealm, realmPath } from '../keycloak/read-realm.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { planText } from '../views/plan-text.ts';
import { writeFiles } from '../write-files.ts';

interface Options extends ServerOptions {
  readonly dryRun?: boolean;
  readonly apply?: boolean;
  readonly files?: string;
  readonly force?: boolean;
  readonly observeClient?: readonly string[];
  readonly userAttribute?: readonly string[];
}

const DESCRIPTION =
  'Puts the gate into a realm of Keycloak: the client profile and the client policy that ask Assay before a token is issued, last of all; the client scopes whose mappers keep introspection, userinfo and assertions to what was decided; admin events. What others put there stays. What would change is shown first. With --apply it is carried out, read again and proved; run again, there is nothing to do. Refuses where the provider is not installed, and where somebody changed the realm in between. Exits with 1 where the realm is not as it has to be after --apply.';

const EXAMPLES = [
  'KEYCLOAK_PASSWORD=... assay deploy keycloak --url https://sso.example.com --realm acme --user admin --dry-run',
  'KEYCLOAK_PASSWORD=... assay deploy keycloak --url https://sso.example.com --realm acme --user admin --apply',
  'assay deploy keycloak --realm acme --files keycloak',
];

/** `assay deploy`: the gate, put into a live realm. */
export function addDeploy(program: Command, run: Runner): void {
  const deploy = program
    .command('deploy')
    .summary('put the gate into a live realm, and keep what is there')
    .description('Puts the gate where tokens are issued, and keeps what is there.')
    .addHelpText('after', examples(EXAMPLES.slice(0, 1)));
  addServerOptions(deploy.command('keycloak').summary('into a realm of Keycloak').description(DESCRIPTION))
    .addOption(new Option('--dry-run', 'only show what would change').conflicts(['apply', 'files']))
    .addOption(new Option('--apply', 'change it').conflicts('files'))
    .option('--files <dir>', 'write files for other tools in place: realm JSON, kcadm, Terraform, keycloak-config-cli')
    .option('--force', 'with --files: overwrite files that are in the way')
    .option('--observe-client <id...>', 'clients whose tokens are issued as built where the bridge cannot be asked')
    .option('--user-attribute <name...>', 'the most that is sent of a user, whatever a policy reads')
    .addHelpText('after', examples(EXAMPLES))
    .action((options: Options, command: Command) => run(command, async (session) => deployTo(session, options)));
}

async function deployTo(session: Session, options: Options): Promise<ExitCode> {
  if (options.files !== undefined) return writeAll(session, options.files, options);
  if (!options.dryRun && !options.apply)
    throw new Failure('ERR_USAGE', 'expected `--dry-run`, `--apply` or `--files DIR`', {
      help: '`--dry-run` changes nothing, and shows what `--apply` would',
    });
  const { io } = session;
  const server = serverOf(options, io);
  // loaded where it is used: an HTTP client is slow to load, and most commands need none
  const { createAdminApi } = await import('../keycloak/admin-api.ts');
  const api = createAdminApi(server, io.clock);
  const read = (): Promise<RealmState> => readRealm(api, server.realm, `${server.url}/realms/${server.realm}`);
  const wanted = wantedOf(options);
  const state = await read();
  const plan = planOf(state, wanted);
  if (options.apply && plan.changes.length > 0) requireProvider(state);
  if (!session.json) io.stdout.write(shown(plan.changes, session));
  const left = options.apply ? await carryOut({ api, read, wanted, realm: realmPath(server.realm) }, plan) : [];
  tell(session, plan.changes, left, { isApplied: options.apply === true, state });
  return left.length === 0 ? EXIT.ok : EXIT.refused;
}

const wantedOf = ({ observeClient, userAttribute }: Options): DeployOptions => ({
  ...(observeClient && { observeClients: observeClient }),
  ...(userAttribute && { userAttributes: userAttribute }),
});

/** The plan; ERR_DEPLOY where something of ours has the name of something else. */
function planOf(state: RealmState, wanted: DeployOptions): Plan {
  const plan = planFor(state, wanted);
  if (plan.problems.length === 0) return plan;
  throw new Failure('ERR_DEPLOY', 'something is in the way', { subject: state.from, problems: plan.problems });
}

/** Keycloak takes a mapper it does not have without a word: nothing is written until the server has all of ours. */
function requireProvider({ server, from }: RealmState): void {
  const help = 'put the JAR into `providers/`, run `kc.sh build`, and restart (docs/keycloak.md)';
  if (!server)
    throw new Failure('ERR_DEPLOY', 'whether the provider is installed is not told to this admin', {
      subject: from,
      help: 'use an admin of the realm master, who may see the server',
    });
  const missing = missingProviders(server).map((name) => `\`${name}\``);
  if (missing.length > 0)
    throw new Failure('ERR_DEPLOY', `the provider is not installed: the server has no ${missing.join(', ')}`, {
      subject: from,
      help,
    });
}

interface Target {
  readonly api: AdminApi;
  readonly read: () => Promise<RealmState>;
  readonly wanted: DeployOptions;
  readonly realm: string;
}

/** Some changes need what others make first: its id is known when it is read again. */
const MAX_ROUNDS = 3;

/** Carries out the plan, and gives back what is not as it has to be, by what was read afterwards. */
async function carryOut({ api, read, wanted, realm }: Target, plan: Plan): Promise<readonly Change[]> {
  let { changes } = plan;
  for (let round = 0; round < MAX_ROUNDS && changes.length > 0; round++) {
    await applyChanges(api, realm, changes);
    ({ changes } = planOf(await read(), wanted));
  }
  return changes;
}

function shown(changes: readonly Change[], session: Session): string {
  return changes.length === 0 ? '' : `${planText(changes, session)}\n`;
}

interface Done {
  readonly isApplied: boolean;
  readonly state: RealmState;
}

function tell(session: Session, changes: readonly Change[], left: readonly Change[], { isApplied, state }: Done): void {
  const { io, json, paint } = session;
  const told = ({ what, before, after }: Change): object => ({ what, before, after });
  if (json) {
    const ok = left.length === 0;
    io.stdout.write(jsonLine({ ok, applied: isApplied, changes: changes.map(told), left: left.map(told) }));
    return;
  }
  const missing = state.server ? missingProviders(state.server) : [];
  const count = `${changes.length} change${changes.length === 1 ? '' : 's'}`;
  if (changes.length === 0) io.stdout.write('nothing to do: the realm is as it has to be\n');
  else if (!isApplied)
    io.stdout.write(
      `${paint.bold(count)}, nothing was written; \`--apply\` carries ${changes.length === 1 ? 'it' : 'them'} out\n`,
    );
  else if (left.length === 0)
    io.stdout.write(`${paint.green(count)} carried out, and read again: the realm is as it has to be\n`);
  else io.stdout.write(`${shown(left, session)}${paint.red('not as it has to be')}: this is left after ${count}\n`);
  if (!isApplied && missing.length > 0)
    io.stdout.write(`the provider is not installed: the server has no ${missing.join(', ')}\n`);
}

function writeAll({ io, json }: Session, directory: string, options: Options): ExitCode {
  const { realm, force = false } = options;
  if (realm === undefined) throw new Failure('ERR_USAGE', 'files need `--realm`');
  const files = keycloakFiles({ realm, ...wantedOf(options) }).map(({ path, text }) => ({ path, content: text }));
  writeFiles(resolve(io.cwd, directory), files, { force, subject: directory });
  const paths = files.map(({ path }) => path);
  io.stdout.write(
    json
      ? jsonLine({ ok: true, files: paths })
      : `wrote to ${directory}:\n${paths.map((path) => `  ${path}\n`).join('')}`,
  );
  return EXIT.ok;
}
