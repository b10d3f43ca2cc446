// SPDX-License-Identifier: Apache-2.0
import { structuredPatch } from 'diff';
import { printable } from '../printable.ts';
import type { Paint, Session } from '../session.ts';
import type { PartChange, PolicyDiff, RuleChange } from './policy-diff.ts';

/** What turns one policy set into another, for people: rule by rule as they are written, then what else the project says. */
export function policyDiffText(diff: PolicyDiff, { paint }: Pick<Session, 'paint'>): string {
  const { rules, governance, sources, targets, owners } = diff;
  const parts: readonly (readonly [string, readonly PartChange[]])[] = [
    ['governance', governance],
    ['source', sources],
    ['target', targets],
    ['owner of', owners],
  ];
  const lines = [
    ...rules.flatMap((rule) => [...ruleLines(rule, paint), '']),
    ...parts.flatMap(([kind, changes]) => changes.flatMap((change) => [...partLines(kind, change, paint), ''])),
  ];
  return lines.length === 0 ? 'no rule, and nothing of what is governed, differs\n' : lines.join('\n');
}

const MARKS = { added: '+', removed: '-', changed: '~' } as const;

function ruleLines(rule: RuleChange, paint: Paint): readonly string[] {
  const { change, policy, section, about, rule: id, at } = rule;
  const place = [section.replace('_', ' '), about, id].filter((part) => part !== '').map(printable);
  const head = `${MARKS[change]} ${printable(policy)}: ${place.join(' / ')}`;
  return [paint.bold(`${painted(change, paint)(head)}  ${paint.dim(printable(at))}`), ...patchLines(rule, paint)];
}

function partLines(kind: string, part: PartChange, paint: Paint): readonly string[] {
  const { change, name, before = '', after = '' } = part;
  const head = painted(change, paint)(`${MARKS[change]} ${kind} ${printable(name)}`);
  const pretty = (text: string): string => (text === '' ? '' : `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  return [paint.bold(head), ...patchLines({ before: pretty(before), after: pretty(after) }, paint)];
}

const painted = (change: RuleChange['change'], paint: Paint): ((text: string) => string) =>
  change === 'added' ? paint.green : change === 'removed' ? paint.red : paint.yellow;

/** Beyond this many changed lines a comparison takes long, and nobody reads it. */
const MOST_CHANGES = 5000;

function patchLines(
  { before = '', after = '' }: { readonly before?: string; readonly after?: string },
  paint: Paint,
): readonly string[] {
  if (before === after) return [];
  const patch = structuredPatch('', '', before, after, '', '', { context: 3, maxEditLength: MOST_CHANGES });
  if (patch === undefined) return [`  (more than ${MOST_CHANGES} lines change)`];
  return patch.hunks.flatMap(({ lines }) =>
    lines
      .filter((line) => !line.startsWith('\\'))
      .map((line) => {
        const shown = `  ${line.split('\t').map(printable).join('\t')}`;
        return line.startsWith('+') ? paint.green(shown) : line.startsWith('-') ? paint.red(shown) : shown;
      }),
  );
}
