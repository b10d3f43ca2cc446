// SPDX-License-Identifier: Apache-2.0
import { unseenOfCondition, unseenOfRule, type Coverage, type RuleCoverage } from '@assay/policy';
import { printable } from '../printable.ts';
import type { Paint } from '../session.ts';

/** What tests cover, and each rule and condition of which something was never seen. */
export function coverageText(coverage: Coverage, paint: Paint): string {
  const missing = coverage.rules.flatMap((rule) => ruleLines(rule, paint));
  return [summaryLine(coverage, paint), ...missing, ''].join('\n');
}

function summaryLine({ percent, covered, points, rules }: Coverage, paint: Paint): string {
  const whole = rules.filter((rule) => isWhole(rule)).length;
  const share = `${percent.toFixed(1)} %`;
  const shown = covered === points ? paint.green(share) : paint.yellow(share);
  return `${paint.bold('coverage')} ${shown} ${paint.dim(`(${covered} of ${points} points; ${whole} of ${rules.length} rules whole)`)}`;
}

function isWhole(rule: RuleCoverage): boolean {
  return (
    unseenOfRule(rule).length === 0 && rule.conditions.every((condition) => unseenOfCondition(condition).length === 0)
  );
}

function ruleLines(rule: RuleCoverage, paint: Paint): readonly string[] {
  if (isWhole(rule)) return [];
  const what = unseenOfRule(rule).join(', ');
  const head = `  rule ${printable(rule.rule)}${what === '' ? '' : ` ${paint.yellow(what)}`}  ${paint.dim(printable(rule.at))}`;
  const conditions = rule.conditions.flatMap((condition) => {
    const unseen = unseenOfCondition(condition).join(', ');
    return unseen === '' ? [] : [`    ${printable(condition.text)}  ${paint.yellow(unseen)}`];
  });
  return [head, ...conditions];
}

interface Mark {
  readonly column: number;
  readonly unseen: readonly string[];
}

/** The text of every policy with its marks: `+` where a rule or condition that begins on the line was seen in every way, `-` and what is missing where not. */
export function coverageListing({ rules }: Coverage, files: ReadonlyMap<string, string>, paint: Paint): string {
  const byFile = new Map<string, Map<number, Mark[]>>();
  const mark = (at: string, unseen: readonly string[]): void => {
    const [, file = '', line = '1', column = '1'] = /^(.*):(\d+):(\d+)$/.exec(at) ?? [];
    const lines = byFile.get(file) ?? new Map<number, Mark[]>();
    byFile.set(file, lines);
    const marks = lines.get(Number(line)) ?? [];
    lines.set(Number(line), marks);
    marks.push({ column: Number(column), unseen });
  };
  for (const rule of rules) {
    mark(rule.at, unseenOfRule(rule));
    for (const condition of rule.conditions) mark(condition.at, unseenOfCondition(condition));
  }
  return Array.from(byFile, ([file, marks]) => listing(file, files.get(file) ?? '', marks, paint)).join('\n');
}

function listing(file: string, text: string, marks: ReadonlyMap<number, readonly Mark[]>, paint: Paint): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const width = String(lines.length).length;
  const drawn = lines.flatMap((line, i) => {
    const here = marks.get(i + 1) ?? [];
    const isMissing = here.some(({ unseen }) => unseen.length > 0);
    const sign = here.length === 0 ? ' ' : isMissing ? paint.red('-') : paint.green('+');
    const notes = here
      .filter(({ unseen }) => unseen.length > 0)
      .map(
        ({ column, unseen }) =>
          `  ${' '.repeat(width)} ${paint.dim('|')} ${' '.repeat(column - 1)}${paint.red('^')} ${paint.yellow(unseen.join(', '))}`,
      );
    return [`${sign} ${paint.dim(`${String(i + 1).padStart(width)} |`)} ${printable(line)}`.trimEnd(), ...notes];
  });
  return [paint.bold(printable(file)), ...drawn, ''].join('\n');
}
