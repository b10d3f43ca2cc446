// SPDX-License-Identifier: Apache-2.0
import {
  TOKEN_TYPES,
  type ClaimChange,
  type IssuanceDecision,
  type RuleRef,
  type WithheldMember,
} from '@assay/core/model';
import type { Attempted } from '../decide-event.ts';
import { printable } from '../printable.ts';
import type { Paint, Session } from '../session.ts';
import { inTime } from './duration.ts';
import { inWords } from './in-words.ts';
import { columnsOf, pad } from './pad.ts';
import { shown } from './value.ts';

/** One line of the account: what it is about, what more there is to say, and the rule behind it. */
interface Line {
  readonly what: string;
  readonly more?: string;
  readonly rule?: RuleRef | null;
}

type Group = readonly [label: string, paint: 'green' | 'red' | 'bold' | 'yellow', lines: readonly Line[]];

/** A decision as people read it: what came of it, what was granted and what was not and why, the claims, and where the record is. */
export function decisionText(attempted: Attempted, { paint }: Session): string {
  const { record, log, loss } = attempted;
  const groups: Group[] = [...groupsOf(attempted.decision), ['first', 'yellow', pendingOf(attempted)]];
  groups.push(['record', 'bold', [{ what: loss ? 'not written' : recordText(record.id, log) }]]);
  return `${[headline(attempted, paint), ...remarks(attempted, paint), '', ...groups.flatMap((group) => groupLines(group, groups, paint))].join('\n')}\n`;
}

const recordText = (id: string, { place, isWritten }: Attempted['log']): string =>
  isWritten
    ? `${id} in ${printable(place)}`
    : `not written: ${printable(place)} is a log that others share (\`--record\` writes it)`;

function headline({ decision, record }: Attempted, paint: Paint): string {
  const outcome = decision.outcome === 'permit' ? paint.green('permit') : `${paint.red('deny')}  ${decision.error}`;
  return `${paint.bold(outcome)}  ${whoText(record)}`.trimEnd();
}

/** Where the outcome is not what happens to the token. */
function remarks({ record }: Attempted, paint: Paint): readonly string[] {
  if (!record.governed && record.outcome === 'permit') return [paint.yellow('not governed: passed on unchanged')];
  return record.mode === 'observe' ? [paint.yellow('observed only: the token is issued unchanged')] : [];
}

function whoText({ who }: Attempted['record']): string {
  if (who === undefined) return '';
  const client = printable(who.client.name ?? who.client.id);
  const isItself = who.subject.id === who.client.id;
  return isItself
    ? `${who.subject.type} ${client}`
    : `${who.subject.type} ${printable(who.subject.id)} through ${client}`;
}

function groupsOf(decision: IssuanceDecision): readonly Group[] {
  const { granted, withheld } = decision.scopes;
  if (decision.outcome === 'deny') {
    return [
      ['because', 'red', [{ what: printable(decision.reason.admin), rule: decision.rule }]],
      ['refused', 'bold', withheld.map(({ scope }) => ({ what: printable(scope) }))],
    ];
  }
  const lifetimes = TOKEN_TYPES.flatMap((token) => {
    const limit = decision.tokens[token]?.lifetime;
    return limit ? [{ what: `at most ${inTime(limit.seconds)}`, more: inWords(token), rule: limit.rule }] : [];
  });
  return [
    ['granted', 'green', granted.map(({ scope, rule }) => ({ what: printable(scope), rule }))],
    [
      'withheld',
      'red',
      withheld.map(({ scope, rule, reason }) => ({ what: printable(scope), more: printable(reason.admin), rule })),
    ],
    ['groups', 'bold', membersOf(decision.groups, decision.withheldGroups)],
    ['roles', 'bold', membersOf(decision.roles, decision.withheldRoles)],
    ['claims', 'bold', claimsOf(decision.tokens)],
    ['lives', 'bold', lifetimes],
  ];
}

/** What has to be done before what is granted is issued: the trigger starts it. */
function pendingOf({ decision, record }: Attempted): readonly Line[] {
  if (decision.outcome === 'deny') return [];
  const isGranted = (name: string): boolean => decision.scopes.granted.some(({ scope }) => scope === name);
  return record.obligations.flatMap(({ met, type, properties, about, rule }) => {
    if (met || ('scope' in about && !isGranted(about.scope))) return [];
    const settings = Object.entries(properties).map(([name, value]) => `${name} ${value}`);
    const what = printable(settings.length === 0 ? type : `${type} (${settings.join(', ')})`);
    const whose =
      'scope' in about ? about.scope : 'gate' in about ? about.gate : `authorization detail ${about.detail}`;
    return [{ what, more: printable(`for ${whose}`), rule }];
  });
}

/** Groups or roles policy speaks of: those that stay, in one line, then each that was taken away, and why. */
function membersOf(kept: readonly string[] = [], withheld: readonly WithheldMember[] = []): readonly Line[] {
  const staying = kept.length === 0 ? [] : [{ what: kept.map(printable).join(', ') }];
  return [
    ...staying,
    ...withheld.map(({ name, rule, reason }) => ({
      what: `${printable(name)} removed`,
      more: printable(reason.admin),
      rule,
    })),
  ];
}

/** Each change of a claim once, with the tokens it is made in. */
function claimsOf(tokens: Extract<IssuanceDecision, { outcome: 'permit' }>['tokens']): readonly Line[] {
  const found = new Map<string, { readonly change: ClaimChange; readonly tokens: string[] }>();
  for (const token of TOKEN_TYPES) {
    for (const change of tokens[token]?.claims ?? []) {
      const key = JSON.stringify(change);
      const known = found.get(key);
      if (known) known.tokens.push(inWords(token));
      else found.set(key, { change, tokens: [inWords(token)] });
    }
  }
  return Array.from(found.values(), ({ change, tokens: names }) => ({
    what:
      change.action === 'set'
        ? `${printable(change.claim)} = ${shown(change.value)}`
        : `${printable(change.claim)} removed`,
    more: names.join(' and '),
    rule: change.rule,
  }));
}

/** Lines that say more than their name are aligned; a long one alone does not push the others aside. */
const WIDEST = 32;

function groupLines([label, color, lines]: Group, groups: readonly Group[], paint: Paint): readonly string[] {
  const labels = widthOf(groups.map(([name]) => name));
  const names = widthOf(
    groups.flatMap(([, , entries]) => entries.filter(({ more, rule }) => more ?? rule).map(({ what }) => what)),
  );
  return lines.map(({ what, more, rule }, i) => {
    const place = rule ? paint.dim(`${printable(rule.rule)}, ${printable(rule.at)}`) : '';
    const rest = [more ?? '', place].filter((part) => part !== '').join('  ');
    const head = pad(i === 0 ? paint[color](label) : '', labels);
    return `  ${head}  ${rest === '' ? what : `${pad(what, names)}  ${rest}`}`;
  });
}

function widthOf(texts: readonly string[]): number {
  return Math.min(WIDEST, Math.max(0, ...texts.map(columnsOf)));
}
