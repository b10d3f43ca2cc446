// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { createEventDecider } from './decide-event.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { accountOf, type Account } from './explanation.ts';
import { IDP_NAMES, IDPS, type IdpName } from './idps.ts';
import { jsonLine } from './json-line.ts';
import { readEvent } from './read-event.ts';
import { subjectOf } from './read-json.ts';
import { reportLoss } from './report-loss.ts';
import { requireCompiled } from './require-compiled.ts';
import type { Session } from './session.ts';
import { accountJson } from './views/account-json.ts';
import { accountText } from './views/account-text.ts';
import { decisionJson } from './views/decision-json.ts';
import { decisionText } from './views/decision-text.ts';

export interface EventOptions {
  readonly idp: IdpName;
  readonly event: string;
  readonly record?: boolean;
}

/** Of what an explanation is wanted; of everything, where it names nothing. */
export interface Filter {
  readonly scope?: readonly string[];
  readonly claim?: readonly string[];
}

/** The options that name an event; both are required. */
export function addEventOptions(command: Command): Command {
  const required = [
    new Option('--idp <name>', 'whose event it is').choices(IDP_NAMES),
    new Option('--event <file>', 'a file with the event, as JSON; `-` reads standard input'),
  ];
  for (const option of required) command.addOption(option);
  command.option('--record', 'write the record to a log that others share, too');
  // Commander looks for options it calls mandatory before it looks for unknown ones: of `--evnt` it would not say what is wrong.
  return command.hook('preAction', (_, action) => {
    for (const option of required) {
      if (action.getOptionValue(option.attributeName()) !== undefined) continue;
      action.error(`error: required option '${option.flags}' not specified`, { code: 'assay.missingOption' });
    }
  });
}

/** Decides one event and prints what came of it, with an explanation where one is wanted. */
export async function runDecision(
  session: Session,
  { idp, event: name, record: isRecording = false }: EventOptions,
  filter: Filter | undefined,
): Promise<ExitCode> {
  const { io, json, paint } = session;
  const deciding = requireCompiled(session);
  const event = await readEvent(name, io);
  const decider = createEventDecider(deciding, IDPS[idp].targetOf(event), io, isRecording);
  try {
    const attempted = await decider.decide(event, subjectOf(name));
    if (attempted.loss) reportLoss(attempted.loss, session);
    const account = filter && only(accountOf(attempted, decider.pdp, deciding), filter);
    const { native, record } = attempted;
    if (json) {
      const explanation = account && { explanation: accountJson(account) };
      io.stdout.write(jsonLine({ decision: decisionJson(attempted), native, record, ...explanation }));
    } else {
      io.stdout.write(
        session.fold(decisionText(attempted, session) + (account ? `\n${accountText(account, paint)}` : '')),
      );
    }
    return attempted.decision.outcome === 'permit' ? EXIT.ok : EXIT.refused;
  } finally {
    await decider.close();
  }
}

function only(account: Account, { scope, claim }: Filter): Account {
  if (scope === undefined && claim === undefined) return account;
  const wanted: { readonly [kind: string]: readonly string[] | undefined } = { scope, claim };
  return { ...account, items: account.items.filter(({ kind, about }) => wanted[kind]?.includes(about) === true) };
}
