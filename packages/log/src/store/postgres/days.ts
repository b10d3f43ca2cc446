// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../../entry/entry.ts';
import { lockOf, type Db } from './db.ts';
import { digestOf } from './digest.ts';

export const DAY_MS = 86_400_000;
/** The times of a day's entries, until one lies outside: an id may begin a little before its attempt. */
const MARGIN_MS = 10 * 60_000;

/** A partition, and between which times its entries lie (both included). */
export interface Day {
  /** `2026-11-21` */
  readonly day: string;
  readonly first: number;
  readonly last: number;
}

/** The name of the partition of a day. */
export const tableOf = (day: string): string => `entry_${day.replaceAll('-', '')}`;

/** The day of a decision by its key, which begins with a UUIDv7 (RFC 9562 section 5.7): undefined for other keys. */
export function dayOfKey(key: string): string | undefined {
  const [, high = '', low = ''] = UUIDV7.exec(key) ?? [];
  const time = Number.parseInt(high + low, 16);
  return time < YEAR_10000 ? dayOf(time) : undefined;
}

const UUIDV7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?:\.|$)/;
const YEAR_10000 = 253_402_300_800_000;

/** `2026-11-21`, UTC. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The days of entries, in their order. Where the key does not tell it is that of the time at which the key was first met. */
export async function daysOf({ query, s }: Db, entries: readonly Entry[]): Promise<readonly string[]> {
  const odd = entries.filter(({ key }) => dayOfKey(key) === undefined).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const known = new Map<string, string>();
  if (odd.length > 0) {
    const keys = odd.map(({ key }) => key);
    const days = odd.map(({ time }) => dayOf(time));
    await query(`INSERT INTO ${s}.odd_key SELECT * FROM unnest($1::text[], $2::date[]) ON CONFLICT DO NOTHING`, [
      keys,
      days,
    ]);
    for (const [key, day] of await oddDays({ query, s }, keys)) known.set(key, day);
  }
  return entries.map(({ key, time }) => dayOfKey(key) ?? known.get(key) ?? dayOf(time));
}

/** The days of keys that are there; of a UUIDv7 without being asked for. */
export async function daysOfKeys(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const odd = keys.filter((key) => dayOfKey(key) === undefined);
  const plain = keys.flatMap((key) => {
    const day = dayOfKey(key);
    return day === undefined ? [] : [[key, day] as const];
  });
  return new Map([...plain, ...(odd.length > 0 ? await oddDays(db, odd) : [])]);
}

async function oddDays(
  { query, s }: Pick<Db, 'query' | 's'>,
  keys: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const rows = await query(`SELECT key, day::text FROM ${s}.odd_key WHERE key = ANY($1::text[])`, [keys]);
  return rows.map(({ key, day }) => [String(key), String(day)]);
}

/** What may be known of a question before a day is asked. */
export interface Sought {
  readonly subject?: string | undefined;
  readonly shapes?: readonly number[] | undefined;
}

/** Every partition that holds what is sought, the oldest day first. */
export async function daysWith({ query, s }: Db, { subject, shapes }: Sought = {}): Promise<readonly Day[]> {
  const values: unknown[] = [];
  const where = [
    ...(subject === undefined
      ? []
      : [`day IN (SELECT day FROM ${s}.subject_day WHERE subject = $${values.push(digestOf(subject))}::bytea)`]),
    ...(shapes === undefined
      ? []
      : [`day IN (SELECT day FROM ${s}.shape_day WHERE shape = ANY($${values.push(shapes)}::integer[]))`]),
    'true',
  ];
  const rows = await query(
    `SELECT day::text, first, last FROM ${s}.day WHERE ${where.join(' AND ')} ORDER BY day`,
    values,
  );
  return rows.map(({ day, first, last }) => ({ day: String(day), first: Number(first), last: Number(last) }));
}

/** Makes partitions for what is about to be written. */
export interface Days {
  readonly prepare: (written: readonly { readonly day: string; readonly time: number }[]) => Promise<void>;
  /** Somebody may have dropped what was there. */
  readonly forget: () => void;
}

export function createDays(db: Db): Days {
  const { s, query } = db;
  const known = new Set<string>();

  const make = (day: string): Promise<void> =>
    db.transaction(async (within) => {
      await within(lockOf('days', s));
      const [there] = await within(`SELECT 1 FROM ${s}.day WHERE day = $1`, [day]);
      if (there !== undefined) return;
      const start = Date.parse(day);
      const table = `${s}.${tableOf(day)}`;
      // attached and not created as a partition: so that others go on writing meanwhile
      await within(`CREATE TABLE ${table} (LIKE ${s}.entry INCLUDING ALL)`);
      const bounds = `FROM ('${day}') TO ('${dayOf(start + DAY_MS)}')`;
      await within(`ALTER TABLE ${s}.entry ATTACH PARTITION ${table} FOR VALUES ${bounds}`);
      await within(`INSERT INTO ${s}.day VALUES ($1, $2, $3)`, [day, start, start + DAY_MS + MARGIN_MS]);
    });

  return {
    forget: () => known.clear(),
    prepare: async (written) => {
      for (const day of new Set(written.map((of) => of.day))) {
        if (known.has(day)) continue;
        await make(day);
        known.add(day);
      }
      for (const { day, time } of written.filter(isOutside))
        await query(
          `UPDATE ${s}.day SET first = least(first, $2), last = greatest(last, $2) WHERE day = $1 AND NOT $2 BETWEEN first AND last`,
          [day, time],
        );
    },
  };
}

function isOutside({ day, time }: { readonly day: string; readonly time: number }): boolean {
  const start = Date.parse(day);
  return time < start || time > start + DAY_MS + MARGIN_MS;
}
