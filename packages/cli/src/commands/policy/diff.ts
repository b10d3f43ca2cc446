// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { genuineJson } from '../../archive/tell-genuine.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { withLog, type OpenedLog } from '../../open-log.ts';
import { policyDiffText } from '../../policy/diff-text.ts';
import { policyDiff, type PolicyDiff } from '../../policy/policy-diff.ts';
import { POLICY_REFERENCES, policySetOf, type PolicySet } from '../../replay/policy-set.ts';
import { decidingAgain } from '../../replay/recorded.ts';
import { addRecordsOptions, askedFor, recordsOf, workersOf, type RecordsOptions } from '../../replay/replay-options.ts';
import { runReplay, type Replayed } from '../../replay/run-replay.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { effectText, replayJson } from '../../views/replay-text.ts';

const DESCRIPTION =
  'Tells what turns one policy set into another: the rules that are added, removed and changed, as they are written, then what is governed, the sources, the targets and the owners. With --since, also what the second one would have changed about the requests that were recorded. Exits with 0 where they are the same, 1 where they differ.';

/** `assay policy diff`: two policy sets, and what the difference does. */
export function addPolicyDiff(policy: Command, run: Runner): void {
  addRecordsOptions(
    policy
      .command('diff')
      .argument('<before>', `a policy set: ${POLICY_REFERENCES}`)
      .argument('<after>', 'another one')
      .summary('compare two policy sets, rule by rule')
      .description(DESCRIPTION),
  )
    .addHelpText(
      'after',
      examples([
        'assay policy diff 2026-05-21 .',
        'assay policy diff 3f9a1c 88ab02',
        'assay policy diff 3f9a1c built --since 30d --client svc-billing',
      ]),
    )
    .action((before: string, after: string, options: RecordsOptions, command: Command) =>
      run(command, (session) => diff(session, [before, after], options)),
    );
}

function diff(
  session: Session,
  [before, after]: readonly [string, string],
  options: RecordsOptions,
): Promise<ExitCode> {
  const { io, json } = session;
  const { log } = options;
  return withLog(session, { ...(log !== undefined && { log }), isReadOnly: true }, async (opened) => {
    const old = await policySetOf(before, session, opened.store);
    const now = await policySetOf(after, session, opened.store);
    const found = policyDiff(old, now);
    const effect = options.since === undefined ? undefined : await effectOf(session, now, options, opened);
    if (json)
      io.stdout.write(
        jsonLine({
          before: old.digest,
          after: now.digest,
          isGenuine: areGenuine([old, now]),
          ...found,
          effect: effect ? replayJson(effect.aggregate) : null,
        }),
      );
    else io.stdout.write(diffText(session, [old, now], found, effect));
    return isSame(found) ? EXIT.ok : EXIT.refused;
  });
}

/** Whether every one that is of the archive is what its digest says; the others are at hand. */
function areGenuine(sets: readonly PolicySet[]): boolean | null {
  const found = sets.map(({ genuineness = 'genuine' }) => genuineJson(genuineness));
  return found.includes(false) ? false : found.includes(null) ? null : true;
}

const isSame = (found: PolicyDiff): boolean =>
  Object.values(found).every((changes: readonly unknown[]) => changes.length === 0);

function diffText(
  session: Session,
  [old, now]: readonly [PolicySet, PolicySet],
  found: PolicyDiff,
  effect: Replayed | undefined,
): string {
  const { paint } = session;
  return [
    paint.bold(`from ${old.digest}`),
    paint.bold(`to   ${now.digest}`),
    '',
    policyDiffText(found, session),
    ...(effect
      ? [
          paint.bold('on recorded requests, the second one against what was decided'),
          effectText(effect.aggregate, session),
        ]
      : []),
  ].join('\n');
}

/** The second policy set against what was decided, whichever decided it. */
async function effectOf(
  session: Session,
  policy: PolicySet,
  options: RecordsOptions,
  log: OpenedLog,
): Promise<Replayed> {
  const question = recordsOf(options, session, log);
  const job = { kind: 'effect', ...(await decidingAgain(policy, log.store, question)), now: 0 } as const;
  return runReplay(session, { job, store: log.store, question, asked: askedFor(options), workers: workersOf(options) });
}
