// SPDX-License-Identifier: Apache-2.0

/** What `verifyLog` may find. An error is what no writer of ours leaves behind; a warning is nothing of the tree, and somebody should know why; an info is as it should be. */
export const LOG_FINDINGS = {
  'checkpoint-unsigned': ['error', 'a checkpoint is not one that the given keys signed for this log'],
  'checkpoint-size': ['error', 'a checkpoint is kept under another size than it was signed with'],
  'checkpoint-edge': ['error', 'what is kept beside a checkpoint to go on from is not of its tree'],
  'checkpoint-root': [
    'error',
    'the entries since the last checkpoint are not those that were signed, or not in that order',
  ],
  'checkpoint-ahead': ['error', 'a checkpoint was signed over more entries than there are'],
  'checkpoint-fork': ['error', 'two different trees of one size were signed'],
  'checkpoint-unchecked': ['warning', 'no key was given, and signatures were not checked'],
  'entry-changed': ['error', 'an entry is not what was hashed when it was written'],
  'index-differs': ['error', 'what questions are answered from is not what the entries say'],
  'entry-missing': ['error', 'entries are missing in the tree'],
  'entry-twice': ['error', 'two entries have one position of the tree, or go back in it'],
  'entry-unreadable': ['error', 'an entry is not what a writer writes'],
  'entry-columns': ['error', 'what an entry is looked up by is not what it says'],
  'opening-differs': ['error', 'personal data beside an entry is not what the entry commits to'],
  'opening-stray': ['error', 'personal data beside an entry belongs to nothing in it'],
  'number-twice': ['error', 'a writer has used one number for two entries'],
  'number-missing': ['error', 'numbers of a writer are missing, and nobody said that they were lost'],
  'policy-differs': ['error', 'an archived policy set is not what its digest says'],
  'policy-unchecked': ['warning', 'whether an archived policy set is what its digest says cannot be told'],
  'dropped-unsaid': ['error', 'more entries were dropped than retention says'],
  'dropped-past-telling': ['warning', 'what retention said of entries was dropped with a later day'],
  'number-dropped': ['info', 'the first numbers of writers went with days that were dropped'],
  lost: ['warning', 'a writer says that records of it were lost'],
  'lost-and-found': ['info', 'records that were said to be lost are there'],
  'clock-back': ['warning', 'the clock of a writer went back (ERR_LOG_CLOCK)'],
  'clock-far': [
    'warning',
    'entries of a writer are much older than what others wrote before them: it was cut off, or its clock is wrong',
  ],
  erasure: ['info', 'somebody’s personal data was erased'],
  retention: ['info', 'a day was dropped'],
  unsigned: ['info', 'the last entries are not under a checkpoint yet'],
  'not-in-tree': ['info', 'entries are not in the tree yet'],
} as const;

export type LogFindingCode = keyof typeof LOG_FINDINGS;
export type Severity = 'error' | 'warning' | 'info';

/** One thing that was found. */
export interface LogFinding {
  readonly code: LogFindingCode;
  readonly severity: Severity;
  /** One line, without personal data. */
  readonly message: string;
  /** Where in the tree it is, or begins. */
  readonly position?: number;
  /** The key of the entry. */
  readonly key?: string;
}

export interface Findings {
  readonly add: (code: LogFindingCode, message: string, at?: Pick<LogFinding, 'position' | 'key'>) => void;
  /** The first of each code; `counts` has all of them. */
  readonly listed: () => readonly LogFinding[];
  readonly counts: () => Readonly<Partial<Record<LogFindingCode, number>>>;
}

/** Of each code so many are listed: a log may have any number of mistakes. */
const MAX_LISTED = 100;

export function createFindings(): Findings {
  const listed: LogFinding[] = [];
  const counts: Partial<Record<LogFindingCode, number>> = {};
  return {
    add: (code, message, at = {}) => {
      const count = (counts[code] ?? 0) + 1;
      counts[code] = count;
      if (count <= MAX_LISTED) listed.push({ code, severity: LOG_FINDINGS[code][0], message, ...at });
    },
    listed: () => listed.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]),
    counts: () => counts,
  };
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
