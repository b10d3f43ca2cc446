// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import { InvalidArgumentError, type Command } from 'commander';
import { termOf, type Question } from '@assay/log/store';
import { addLogOption, askedOf, type QuestionOptions } from '../log/question-options.ts';
import type { OpenedLog } from '../open-log.ts';
import type { Session } from '../session.ts';

/** Options of every command that decides recorded requests again. */
export type RecordsOptions = Pick<
  QuestionOptions,
  'log' | 'since' | 'until' | 'subject' | 'client' | 'subjectType' | 'idp' | 'grant'
> & { readonly workers?: number };

/** Adds what says which records, and on how many cores. */
export function addRecordsOptions(command: Command): Command {
  return addLogOption(command)
    .option('--since <time>', 'records from then on: `30d`, `2026-05-21`, `2026-05-21T09:00Z`')
    .option('--until <time>', 'records before then')
    .option('--subject <id>', 'of this subject')
    .option('--client <id...>', 'of this client')
    .option('--subject-type <type...>', 'of this kind of subject')
    .option('--idp <name...>', 'of this identity provider')
    .option('--grant <type...>', 'of this grant type')
    .option('--workers <n>', 'threads that decide (default: one for each core)', countOf);
}

/** A number of the command line. */
export function countOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('expected a number from 1 on');
  return Number(text);
}

/** How many threads decide. */
export const workersOf = ({ workers }: RecordsOptions): number => workers ?? availableParallelism();

/** What the user said of the records, in their own words. */
export function askedFor({ since, until, subject, client, subjectType, idp, grant }: RecordsOptions): QuestionOptions {
  return {
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(subject !== undefined && { subject }),
    ...(client !== undefined && { client }),
    ...(subjectType !== undefined && { subjectType }),
    ...(idp !== undefined && { idp }),
    ...(grant !== undefined && { grant }),
  };
}

/** The records of the options, up to now: what is written meanwhile is not looked at. */
export function recordsOf(options: RecordsOptions, session: Session, log: OpenedLog): Question {
  const question = askedOf(askedFor(options), session, log);
  const { terms = [], ...rest } = question;
  return {
    ...rest,
    until: question.until ?? session.io.clock() + 1,
    // entries of another kind are passed over one by one, which costs less than looking each decision's shape up
    terms: terms.filter(([first]) => first !== termOf('kind', 'decision')),
  };
}
