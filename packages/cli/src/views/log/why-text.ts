// SPDX-License-Identifier: Apache-2.0
import type { Why, WhyItem } from '@assay/log/ask';
import { printable } from '../../printable.ts';
import type { Paint, Session } from '../../session.ts';
import { inTime } from '../duration.ts';
import { inWords } from '../in-words.ts';
import { shown } from '../value.ts';

/** The account of a record for people. */
export function whyText({ record, items, policy, writer, seq }: Why, { paint }: Pick<Session, 'paint'>): string {
  const { who, asked, host } = record;
  const subject = who ? `${who.subject.type} ${printable(who.subject.id)}` : 'a request that could not be read';
  const through =
    who && who.client.id !== who.subject.id ? ` through ${printable(who.client.name ?? who.client.id)}` : '';
  const tokens = asked
    ? ` asked ${host.adapter} for ${asked.tokens.map(inWords).join(', ')} (${inWords(asked.grant)})`
    : '';
  const revision = policy?.revision === undefined ? '' : `, revision ${printable(policy.revision)}`;
  return [
    `${paint.bold(record.time)}  ${subject}${through}${tokens}`,
    ...(asked && asked.scopes.length > 0 ? [`  scopes asked for: ${printable(asked.scopes.join(' '))}`] : []),
    '',
    ...(items.length === 0
      ? ['nothing of what was asked for is in this record']
      : items.flatMap((item) => itemText(item, paint))),
    '',
    `${paint.bold('policy')}  ${record.policy.digest}${policy ? `, of ${policy.project}${revision}` : ', which this log does not have'}`,
    `${paint.bold('record')}  ${record.id}, number ${seq} of ${printable(writer)}`,
    ...(record.redacted.length > 0
      ? [`  taken out before it was written: ${printable(record.redacted.join(' '))}`]
      : []),
    '',
  ].join('\n');
}

function itemText(item: WhyItem, paint: Paint): readonly string[] {
  const mark = isGood(item) ? paint.green(item.came) : paint.red(item.came);
  const value = item.value === undefined ? '' : ` ${shown(item.value)}`;
  const name =
    item.kind === 'token' ? inWords(item.about) : `${inWords(item.kind)} ${paint.bold(printable(item.about))}${value}`;
  return [
    `${mark}  ${name}`,
    ...(item.reason ? [`  because ${printable(item.reason.admin)} (${item.reason.code})`] : []),
    ...(item.rule
      ? [`  by rule ${printable(`${item.rule.policy}/${item.rule.rule}`)} at ${printable(item.rule.at)}`]
      : []),
    ...(item.text === undefined ? [] : item.text.split('\n').map((line) => `  ${paint.dim(`│ ${printable(line)}`)}`)),
    ...(item.data ?? []).map(({ source, status, ageSeconds, exception }) => {
      const age = ageSeconds === undefined ? '' : `, ${inTime(ageSeconds)} old`;
      return `  from ${printable(source)}: ${status}${age}${exception === undefined ? '' : `; its stand-in for \`${exception}\` was used`}`;
    }),
  ];
}

const isGood = ({ came }: WhyItem): boolean =>
  came === 'permit' || came === 'granted' || came === 'set' || came === 'met';
