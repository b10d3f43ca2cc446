// SPDX-License-Identifier: Apache-2.0
import { green, plot, red } from 'asciichart';
import type { StatsReport } from '@assay/log/ask';
import { printable } from '../../printable.ts';
import type { Session } from '../../session.ts';
import { inTime } from '../duration.ts';
import { columnsOf, pad } from '../pad.ts';

const HEIGHT = 8;
const SHOWN = 10;

/** The report as charts of a terminal. */
export function statsText(
  { outcomes, bucketMs, withheld, sources, sampled }: StatsReport,
  session: Pick<Session, 'paint' | 'isColored' | 'width'>,
): string {
  const { paint } = session;
  if (outcomes.length === 0) return 'nothing was found\n';
  const total = (of: 'permit' | 'deny'): number => outcomes.reduce((sum, bucket) => sum + bucket[of], 0);
  return [
    `${paint.bold('outcomes')}  every ${inTime(bucketMs / 1000)}: ${paint.green(`${total('permit')} permitted`)}, ${paint.red(`${total('deny')} refused`)}`,
    ...chartOf(outcomes, session),
    '',
    ...(withheld.length === 0
      ? []
      : [
          paint.bold('withheld most'),
          ...barsOf(withheld.slice(0, SHOWN).map(({ scope, count, reason }) => [scope, count, reason])),
          '',
        ]),
    ...(sources.length === 0
      ? []
      : [
          `${paint.bold('sources, the slowest first')}  (of the newest ${sampled} records)`,
          ...sources.slice(0, SHOWN).map(({ source, reads, failures, p50Ms, p99Ms, maxAgeSeconds }) => {
            const age = maxAgeSeconds === undefined ? '' : `, at most ${inTime(maxAgeSeconds)} old`;
            const failed = failures === 0 ? '' : paint.red(`, ${failures} failed`);
            return `  ${pad(printable(source), 20)} p50 ${p50Ms} ms, p99 ${p99Ms} ms, ${reads} reads${failed}${age}`;
          }),
          '',
        ]),
  ].join('\n');
}

/** Two lines: what was permitted, and what was refused. One point is no line, and is told in words above. */
function chartOf(
  outcomes: StatsReport['outcomes'],
  { isColored, width }: Pick<Session, 'isColored' | 'width'>,
): readonly string[] {
  const [first, last] = [outcomes[0], outcomes.at(-1)];
  if (first === undefined || last === undefined || outcomes.length < 2) return [];
  const room = Math.max(20, width - 14);
  // a few buckets are drawn wider, so that a day of hours is not a stroke
  const times = Math.max(1, Math.floor(Math.min(room, 80) / outcomes.length));
  const series = (of: 'permit' | 'deny'): number[] =>
    outcomes.flatMap((bucket) => Array.from({ length: times }, () => bucket[of])).slice(-room);
  const chart = plot([series('permit'), series('deny')], {
    height: HEIGHT,
    ...(isColored && { colors: [green, red] }),
  });
  return [chart, `${' '.repeat(11)}${dayOf(first.time)} to ${dayOf(last.time)}`];
}

const dayOf = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')}Z`;

const BAR = 30;

function barsOf(rows: readonly (readonly [string, number, string])[]): readonly string[] {
  const largest = Math.max(...rows.map(([, count]) => count));
  const width = Math.max(...rows.map(([name]) => columnsOf(printable(name))));
  return rows.map(
    ([name, count, note]) =>
      `  ${pad(printable(name), width)}  ${'█'.repeat(Math.max(1, Math.round((count / largest) * BAR)))} ${count}  ${note}`,
  );
}
