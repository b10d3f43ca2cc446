// SPDX-License-Identifier: Apache-2.0
import type { RecordedEvidence } from '@assay/core/log';
import { UNNAMED_ACTION } from '@assay/core/model';
import type { Truth } from '@assay/core/pdp';
import type { Account, ConditionAccount, Effect, ItemAccount, ReadAccount, RuleAccount } from '../explanation.ts';
import { printable } from '../printable.ts';
import type { Paint } from '../session.ts';
import { inTime } from './duration.ts';
import { inWords } from './in-words.ts';
import { shown } from './value.ts';

const HEADINGS: { readonly [K in ItemAccount['kind']]: string } = {
  gate: 'May the token exist?',
  scope: 'What may it do?',
  detail: 'Authorization details',
  group: 'Which groups does it name?',
  role: 'Which roles does it name?',
  claim: 'What does it say?',
  lifetime: 'How long does it live?',
};

/** What a rule did, by its effect and what its conditions came to: an error never widens. */
const DEEDS: { readonly [E in Effect]: { readonly [T in Truth]: string } } = {
  permit: { yes: 'permits', no: 'does not permit', error: 'could not be evaluated, and so does not permit' },
  deny: { yes: 'denies', no: 'does not deny', error: 'could not be evaluated, and so denies' },
  request: {
    yes: 'lets it be requested',
    no: 'does not let it be requested',
    error: 'could not be evaluated, and so does not let it be requested',
  },
  consent: {
    yes: 'asks for consent',
    no: 'does not ask for consent',
    error: 'could not be evaluated, and so asks for consent',
  },
  set: { yes: 'sets it', no: 'does not set it', error: 'could not be evaluated, and so sets nothing' },
  remove: { yes: 'removes it', no: 'does not remove it', error: 'could not be evaluated, and so removes it' },
  limit: { yes: 'limits it', no: 'does not limit it', error: 'could not be evaluated, and so limits it' },
};

/** The account of a decision, to be read from top to bottom: what was decided, every rule asked, its conditions, and the values they read. */
export function accountText({ governed, items, sources }: Account, paint: Paint): string {
  if (!governed)
    return `${paint.dim('No rule was asked: the policy set does not speak of this request (`governs` in assay.yaml).')}\n`;
  if (items.length === 0) return `${paint.dim('Nothing of this request matches.')}\n`;
  const lines: string[] = [];
  let heading: string | undefined;
  for (const item of together(items)) {
    if (HEADINGS[item.kind] !== heading) {
      heading = HEADINGS[item.kind];
      lines.push('', paint.bold(paint.underline(heading)));
    }
    lines.push('', ...itemLines(item, paint));
  }
  if (sources.length > 0)
    lines.push(
      '',
      paint.bold(paint.underline('What the sources said')),
      '',
      ...sources.map((source) => `  ${sourceText(source)}`),
    );
  return `${lines.slice(1).join('\n')}\n`;
}

interface Together extends ItemAccount {
  readonly abouts: readonly string[];
}

/** Gates of several tokens, and a claim in several tokens, are mostly one answer: it is told once. */
function together(items: readonly ItemAccount[]): readonly Together[] {
  const found = new Map<string, { item: ItemAccount; abouts: string[] }>();
  for (const item of items) {
    const { about, token, cell, ...rest } = item;
    const name =
      item.kind === 'claim' && token
        ? `${about} in the ${inWords(token)}`
        : item.kind === 'lifetime'
          ? inWords(token ?? about)
          : cell
            ? cellText(about, cell)
            : about;
    const key = JSON.stringify(item.kind === 'gate' ? rest : { ...rest, about, index: cell?.index });
    const known = found.get(key);
    if (known) known.abouts.push(item.kind === 'claim' && token ? inWords(token) : name);
    else found.set(key, { item, abouts: [name] });
  }
  return Array.from(found.values(), ({ item, abouts }) => ({ ...item, abouts }));
}

/** An element by its type and its place among those asked for, and what of it: an action and datatype it names, at a location. */
function cellText(type: string, { index, location, action, datatype }: NonNullable<ItemAccount['cell']>): string {
  const what = [action === UNNAMED_ACTION ? '' : ` ${action}`, datatype === '' ? '' : ` of ${datatype}`].join('');
  return `${type} [${index}]${what} at ${location}`;
}

/** An element may have 256 cells with one answer. */
const MOST_NAMED = 8;

function itemLines(item: Together, paint: Paint): readonly string[] {
  const more = item.abouts.length > MOST_NAMED ? ` and ${item.abouts.length - MOST_NAMED} more` : '';
  const name = paint.bold(item.abouts.slice(0, MOST_NAMED).map(printable).join(' and ') + more);
  const where = item.kind === 'gate' ? paint.dim(` at ${printable(item.audience)}`) : '';
  const lines = [`  ${name}${where}: ${outcomeText(item, paint)}`];
  if (item.rules.length === 0)
    lines.push(`    ${paint.dim(item.outcome === 'granted' ? 'no rule speaks of it: kept' : 'no rule speaks of it')}`);
  return [...lines, ...item.rules.flatMap((rule) => ruleLines(rule, paint))];
}

function outcomeText({ outcome, reason, value, seconds }: ItemAccount, paint: Paint): string {
  const isTaken = outcome === 'closed' || outcome === 'withheld' || outcome === 'removed';
  const word = outcome === 'unchanged' ? paint.dim('left as it was') : (isTaken ? paint.red : paint.green)(outcome);
  if (outcome === 'set') return `${word} to ${shown(value)}`;
  if (seconds !== undefined) return `${word} to ${inTime(seconds)}`;
  return reason === undefined ? word : `${word}, ${printable(reason.admin)} ${paint.dim(`[${reason.code}]`)}`;
}

/** Effects that give something, and that an error therefore does not have. */
const WIDENING: ReadonlySet<Effect> = new Set(['permit', 'request', 'set']);

function ruleLines({ rule, at, effect, result, conditions, value }: RuleAccount, paint: Paint): readonly string[] {
  const isEffective = result === 'yes' || (result === 'error' && !WIDENING.has(effect));
  const deed = DEEDS[effect][result];
  const mark = result === 'no' ? paint.dim : WIDENING.has(effect) ? paint.green : paint.red;
  const head = `    ${isEffective ? mark('>') : paint.dim('-')} rule ${printable(rule)} ${mark(deed)}  ${paint.dim(printable(at))}`;
  const always = conditions.length === 0 && value === undefined ? [`        ${paint.dim('without a condition')}`] : [];
  return [
    head,
    ...always,
    ...conditions.flatMap((condition) => conditionLines(condition, paint)),
    ...(value && result !== 'no' ? valueLines(value, paint) : []),
  ];
}

const MARKS: { readonly [T in Truth]: string } = { yes: 'yes  ', no: 'no   ', error: 'error' };

function conditionLines(condition: ConditionAccount, paint: Paint): readonly string[] {
  const mark = { yes: paint.green, no: paint.yellow, error: paint.red }[condition.result];
  return [`        ${mark(MARKS[condition.result])} ${printable(condition.text)}`, ...detailLines(condition, paint)];
}

function valueLines(value: ConditionAccount, paint: Paint): readonly string[] {
  const mark = value.result === 'error' ? paint.red('error') : 'value';
  return [`        ${mark} ${printable(value.text)}`, ...detailLines(value, paint)];
}

function detailLines({ variables, reads }: ConditionAccount, paint: Paint): readonly string[] {
  return [
    ...Object.entries(variables).map(
      ([name, text]) =>
        `                ${paint.dim(`${name.includes('.') ? name : `variables.${name}`} is`)} ${printable(text)}`,
    ),
    ...reads.map((read) => `                ${readText(read, paint)}`),
  ];
}

const NOT_FOUND = { missing: 'missing', wrong_type: 'of the wrong type' } as const;

function readText({ name, found, value, source, evidence }: ReadAccount, paint: Paint): string {
  const from =
    source === undefined ? '' : paint.dim(`  (${evidence ? evidenceText(evidence) : `source ${source}: not asked`})`);
  if (found === 'ok') return `${printable(name)} = ${shown(value)}${from}`;
  const what = found === 'wrong_type' ? ` (${shown(value)})` : '';
  return `${printable(name)} is ${paint.red(NOT_FOUND[found])}${what}${from}`;
}

const STATUSES: { readonly [status: string]: string } = {
  ok: '',
  absent: 'knows nothing of this key',
  timeout: 'did not answer in time',
  error: 'failed',
  invalid: 'answered with something that is no object',
};

function evidenceText({ source, status, reason, ageSeconds, exception }: RecordedEvidence): string {
  const parts = [
    STATUSES[status] ?? status,
    reason === undefined ? '' : printable(reason.replace(`source \`${source}\`: `, '')),
    ageSeconds === undefined || status !== 'ok' ? '' : `${inTime(ageSeconds)} old`,
    exception === undefined ? '' : `\`${exception}:\` of assay.yaml stands in`,
  ].filter((part) => part !== '');
  return `source ${source}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

function sourceText(evidence: RecordedEvidence): string {
  return `${evidenceText(evidence)} (${evidence.latencyMs} ms)`;
}
