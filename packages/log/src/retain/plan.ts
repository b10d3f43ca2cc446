// SPDX-License-Identifier: Apache-2.0
import type { LogStore, Partition } from '../store/log-store.ts';

/** What is kept of a day outside the store. */
export interface Exported {
  /** SHA-256 of the file, in hexadecimal. */
  readonly digest: string;
  readonly entries: number;
}

/** A day that may go. */
export interface PlannedDay extends Partition {
  /** Absent where it was not exported, or not all of what it holds now. */
  readonly exported?: Exported;
}

export interface RetentionPlan {
  /** The oldest first. */
  readonly days: readonly PlannedDay[];
}

export interface PlanOptions {
  /** Days that are kept, next to the one that goes on. */
  readonly keepDays: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What was exported of a day already. */
  readonly exportOf?: (day: string) => Promise<Exported | undefined>;
}

const DAY_MS = 86_400_000;

/** The days that are over for longer than they are kept. Changes nothing: it is the dry run. */
export async function planRetention(store: LogStore, options: PlanOptions): Promise<RetentionPlan> {
  const { keepDays, now, exportOf } = options;
  const past = (await store.partitions()).filter(({ day }) => Date.parse(day) + (1 + keepDays) * DAY_MS <= now);
  const days = await Promise.all(
    past.map(async (of): Promise<PlannedDay> => {
      const exported = await exportOf?.(of.day);
      return exported?.entries === of.entries ? { ...of, exported } : of;
    }),
  );
  return { days };
}
