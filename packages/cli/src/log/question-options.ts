// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { HMAC_PREFIX, pseudonymOf } from '@assay/core/log';
import { questionOf, type Asked } from '@assay/log/ask';
import type { Question } from '@assay/log/store';
import { Failure } from '../failure.ts';
import type { OpenedLog } from '../open-log.ts';
import type { Session } from '../session.ts';
import { hmacOf } from './secrets.ts';
import { PLACES } from './store-places.ts';

/** Options that say what is asked; each may be given several times, and one of the values has to hold. */
export interface QuestionOptions {
  readonly log?: string;
  readonly subject?: string;
  readonly client?: readonly string[];
  readonly scope?: readonly string[];
  readonly granted?: readonly string[];
  readonly withheld?: readonly string[];
  readonly claim?: readonly string[];
  readonly rule?: readonly string[];
  readonly policy?: readonly string[];
  readonly idp?: readonly string[];
  readonly outcome?: readonly string[];
  readonly reason?: readonly string[];
  readonly audience?: readonly string[];
  readonly grant?: readonly string[];
  readonly subjectType?: readonly string[];
  readonly mode?: readonly string[];
  readonly kind?: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

/** Adds `--log` and everything that can be asked by. */
export function addQuestionOptions(command: Command): Command {
  return addLogOption(command)
    .option('--subject <id>', 'of this subject')
    .option('--client <id...>', 'of this client')
    .option('--scope <name...>', 'where this scope was granted or withheld')
    .option('--granted <name...>', 'where this scope was granted')
    .option('--withheld <name...>', 'where this scope was withheld')
    .option('--claim <name...>', 'where this claim was set, kept, removed or withheld')
    .option('--rule <name...>', 'where this rule decided something: `policy/rule`, or its name')
    .option('--policy <digest...>', 'decided by this policy set')
    .option('--idp <name...>', 'of this identity provider')
    .addOption(new Option('--outcome <outcome...>', 'with this outcome').choices(['permit', 'deny']))
    .option('--reason <code...>', 'refused, or with something withheld, for this reason')
    .option('--audience <name...>', 'for this audience')
    .option('--grant <type...>', 'of this grant type')
    .option('--subject-type <type...>', 'of this kind of subject')
    .addOption(new Option('--mode <mode...>', 'enforced, or observed').choices(['enforce', 'observe']))
    .option('--since <time>', 'from then on: `24h`, `2026-05-21`, `2026-05-21T09:00Z`')
    .option('--until <time>', 'before then');
}

/** Adds `--log`. */
export function addLogOption(command: Command): Command {
  return command.option('--log <place>', `the log: ${PLACES}; the project’s own, if left out`);
}

/** The question of the options. Throws ERR_USAGE for what is no question. */
export function askedOf(options: QuestionOptions, { io }: Session, { config }: Pick<OpenedLog, 'config'>): Question {
  const { log: _log, subjectType, subject, ...facets } = options;
  const asked: Asked = {
    ...facets,
    ...(subjectType && { subject_type: subjectType }),
    ...(subject !== undefined && { subject: subjectIn(subject, config, io.env) }),
  };
  const parsed = questionOf(asked, io.clock());
  if (parsed.ok) return parsed.value;
  throw new Failure('ERR_USAGE', 'this cannot be asked', {
    problems: parsed.problems.map(({ path, message }) => ({ path: `--${path.slice(1).replace('_', '-')}`, message })),
  });
}

/** The subject as the log has it: where its ids are keyed hashes, that of the id. */
export function subjectIn(subject: string, config: OpenedLog['config'], env: Session['io']['env']): string {
  const isHashed =
    config?.fields.some(({ pointer, rule }) => pointer === '/who/subject/id' && rule === 'hmac') === true;
  return isHashed && !subject.startsWith(HMAC_PREFIX) ? pseudonymOf(subject, hmacOf(config, env)) : subject;
}
