// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { createEventDecider, type Attempted } from '../decide-event.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { IDP_NAMES, IDPS, type IdpName } from '../idps.ts';
import { readEvent } from '../read-event.ts';
import { reportLoss } from '../report-loss.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { decisionJson } from '../views/decision-json.ts';
import { decisionText } from '../views/decision-text.ts';

interface DecideOptions {
  readonly idp: IdpName;
  readonly event: string;
  readonly explain?: boolean;
}

/** `assay decide`: one event through the policy, as the identity provider's trigger would. */
export function addDecide(program: Command, run: Runner): void {
  program
    .command('decide')
    .summary('decide one event of an identity provider')
    .description('Decides one event of an identity provider as its trigger would: prints what the token would hold and why, and writes the record.\nExits with 0 for a permit, 1 for a denial, 2 for input it cannot read.')
    .addOption(new Option('--idp <name>', 'whose event it is').choices(IDP_NAMES).makeOptionMandatory())
    .requiredOption('--event <file>', 'a file with the event, as JSON; `-` reads standard input')
    .option('--explain', 'tell of every rule asked, what it read, and how old that was')
    .addHelpText('after', examples(['assay decide --idp cognito --event events/sign-in.json', 'assay decide --idp cognito --event - --json < events/sign-in.json', 'assay decide --idp cognito --event events/sign-in.json --explain']))
    .action((options: DecideOptions, command: Command) => run(command, (session) => decide(session, options)));
}

async function decide(session: Session, { idp, event: name }: DecideOptions): Promise<ExitCode> {
  const { io } = session;
  const deciding = requireCompiled(session);
  const event = await readEvent(name, io);
  const decider = createEventDecider(deciding, IDPS[idp], io);
  try {
    const attempted = await decider.decide(event, name === '-' ? 'standard input' : name);
    if (attempted.loss) reportLoss(attempted.loss, session);
    io.stdout.write(session.json ? `${JSON.stringify(asJson(attempted))}\n` : decisionText(attempted, session));
    return attempted.decision.outcome === 'permit' ? EXIT.ok : EXIT.refused;
  } finally {
    await decider.close();
  }
}

function asJson(attempted: Attempted): object {
  return { decision: decisionJson(attempted), native: attempted.native, record: attempted.record };
}
