// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { IssuanceDecision, Json } from '@assay/core/model';
import type { TablePdp } from '@assay/core/pdp';
import type { Loss } from '@assay/core/pep';
import type { Project } from '@assay/policy';
import { archiveLoaded } from './archive/archive-policy.ts';
import type { CompiledProject } from './compiled-project.ts';
import { rememberInputs, type DecidedOn } from './explanation-inputs.ts';
import { Failure } from './failure.ts';
import { TARGETS } from './idps.ts';
import type { ConfiguredTarget, Decided } from './idps/idp.ts';
import type { Io } from './io.ts';
import type { ProjectSink } from './log/project-sink.ts';
import { projectPorts } from './project-ports.ts';

/** What one event came to, and what an account of it needs. */
export interface Attempted {
  readonly decision: IssuanceDecision;
  readonly native: Json;
  readonly record: DecisionRecord;
  /** Absent where nothing was asked: the policy set does not speak of the request. */
  readonly decidedOn?: DecidedOn;
  readonly loss?: Loss;
  /** Where its record is. */
  readonly log: Pick<ProjectSink, 'place' | 'isWritten'>;
}

/** A project at one of its triggers, ready for events. `close` brings the log to rest. */
export interface EventDecider {
  readonly decide: (event: unknown, subject: string) => Promise<Attempted>;
  readonly pdp: TablePdp;
  readonly close: () => Promise<void>;
}

/** Prepares a project to decide events of one of its targets; `isRecording` writes to a log that others share, too. Throws ERR_PROJECT_INVALID where it has no such target. */
export function createEventDecider(
  deciding: CompiledProject,
  target: string,
  io: Io,
  isRecording = false,
): EventDecider {
  const losses: Loss[] = [];
  const onLoss = (loss: Loss): void => void losses.push(loss);
  const { ports, log } = projectPorts({ ...deciding, onLoss, isRecording }, io);
  const { pdp, last } = rememberInputs(ports.pdp);
  const decider = configuredTarget(deciding.project, target).decider({ ...ports, pdp });
  return {
    pdp: ports.pdp,
    close: log.close,
    decide: async (event, subject) => {
      const decided = await decider(event);
      const loss = losses.pop();
      refuseInvalid(decided, subject);
      // where the record is lost, the log is not there
      if (loss === undefined) await archiveLoaded(log.store, deciding, io);
      const decidedOn = decided.record.governed ? last() : undefined;
      const { decision, native, record } = decided;
      return { decision, native, record, log, ...(decidedOn && { decidedOn }), ...(loss && { loss }) };
    },
  };
}

/** A target of the project with its settings read. Throws ERR_PROJECT_INVALID where the project has no such target, or the adapter refuses its settings. */
export function configuredTarget({ targets, file }: Project, target: string): ConfiguredTarget {
  const found = targets.find(({ name }) => name.value === target);
  const configure = TARGETS.get(target);
  if (found === undefined || configure === undefined) {
    const known = [...TARGETS.keys()].map((name) => `\`${name}\``).join(', ');
    const help = configure === undefined ? `known targets: ${known}` : `add \`${target}: {}\` under \`targets\``;
    throw new Failure('ERR_PROJECT_INVALID', `the project has no target \`${target}\``, { subject: file, help });
  }
  const settings = configure(found.settings);
  if (settings.ok) return settings.value;
  const problems = settings.problems.map(({ path, message }) => ({ path: `/targets/${target}${path}`, message }));
  throw new Failure('ERR_PROJECT_INVALID', 'settings of a target', { subject: file, problems });
}

function refuseInvalid({ decision, problems }: Decided, subject: string): void {
  if (decision.outcome !== 'deny' || decision.reason.code !== 'invalid_event') return;
  const isLimit = problems.every(({ message }) => message.startsWith('expected at most'));
  const code = isLimit ? 'ERR_EVENT_LIMIT' : 'ERR_EVENT_INVALID';
  throw new Failure(code, 'the event could not be read', { subject, problems });
}
