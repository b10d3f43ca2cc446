// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Ir, Rule } from '@assay/core/pdp';
import type { CompiledPolicySet } from '../../compile/compile.ts';
import type { Project } from '../../document/project.ts';
import { changesOf, isIr, type ChangedExpression } from './change-expression.ts';
import { createGrowth, type Growth } from './growth.ts';
import { variablePlace } from './variable-place.ts';
import { withConditions, withoutRule, withRule, type Mutant, type MutationName } from './mutant.ts';

/** The mutants of a policy set, and the table whose pools hold what they need. */
export interface Mutants {
  readonly mutants: readonly Mutant[];
  readonly grown: DecisionTable;
}

/** Every mutant of a policy set, in the order of its rules, then its variables. The source tells conditions as they were written. */
export function mutantsOf({ table, source }: CompiledPolicySet, project: Project): Mutants {
  const pools = createGrowth(table);
  const mutants = [
    ...table.rules.flatMap((rule, index) => {
      const texts = source.rules[index];
      return [
        ...ruleMutants(rule, index),
        ...rule.when.flatMap((expr, place) =>
          conditionMutants(table, rule, { index, place, expr, text: texts?.conjuncts[place]?.text ?? '' }, pools),
        ),
        ...valueMutants(table, rule, { index, text: texts?.value?.text ?? '' }, pools),
      ];
    }),
    ...table.variables.flatMap((_, index) => variableMutants(table, index, project, pools)),
    ...swaps(table),
  ];
  return { mutants, grown: pools.grown() };
}

const FLIPS: {
  readonly [effect: string]: readonly [change: string, effect: NonNullable<Rule['effect']> | 'permit'];
} = {
  permit: ['permits becomes denies', 'deny'],
  deny: ['denies becomes permits', 'permit'],
  set: ['the claim is taken out', 'remove'],
};

function ruleMutants(rule: Rule, index: number): readonly Mutant[] {
  const made = (mutation: MutationName, change: string, apply: Mutant['apply']): Mutant => ({
    mutation,
    change,
    rule: index,
    rules: [index],
    apply,
  });
  const changed = (mutation: MutationName, change: string, mutated: Rule): Mutant =>
    made(mutation, change, (grown) => withRule(grown, index, mutated));
  const { effect = 'permit', require = [], lifetime } = rule;
  const flip = FLIPS[effect];
  return [
    made('delete-rule', 'the rule is gone', (grown) => withoutRule(grown, index)),
    ...(flip ? [changed('flip-effect', flip[0], withEffect(rule, flip[1]))] : []),
    ...require.map(({ type }, i) =>
      changed('drop-requirement', `\`${type}\` is not required`, withRequirements(rule, require.toSpliced(i, 1))),
    ),
    ...(lifetime === undefined
      ? []
      : [changed('double-lifetime', `${lifetime} s become ${2 * lifetime} s`, { ...rule, lifetime: 2 * lifetime })]),
  ];
}

/** The rule with another effect. What a denial or a removal would ask for, or set, means nothing. */
function withEffect(rule: Rule, effect: NonNullable<Rule['effect']> | 'permit'): Rule {
  if (effect === 'permit') {
    const { effect: _, ...permit } = rule;
    return permit;
  }
  const { value: _, require: __, lifetime: ___, ...bare } = rule;
  return { ...bare, effect };
}

function withRequirements({ require: _, ...rule }: Rule, require: NonNullable<Rule['require']>): Rule {
  return require.length > 0 ? { ...rule, require } : rule;
}

interface Place {
  readonly index: number;
  readonly place: number;
  readonly expr: number;
  readonly text: string;
}

function conditionMutants(
  table: DecisionTable,
  rule: Rule,
  { index, place, expr, text }: Place,
  pools: Growth,
): readonly Mutant[] {
  const told = { rule: index, condition: place, rules: [index] };
  const isTwice = rule.when.indexOf(expr) !== rule.when.lastIndexOf(expr);
  const dropped = withConditions(rule, rule.when.toSpliced(place, 1));
  const original = table.exprs[expr] ?? ['null'];
  const opposite: ChangedExpression = {
    mutation: 'negate-condition',
    change: `\`${text}\` becomes its opposite`,
    ir: ['not', original],
  };
  const changes = changesOf(original, pools).map((changed) => ({
    ...changed,
    change: `${changed.change} in \`${text}\``,
  }));
  return [
    {
      ...told,
      mutation: 'drop-condition',
      change: `\`${text}\` is left out`,
      apply: (grown) => withRule(grown, index, dropped),
      // a conjunction holds no other way where a part of it stands twice
      ...(isTwice && { isSame: true }),
    },
    ...[opposite, ...changes].map(({ mutation, change, ir, hints }): Mutant => {
      const after = pools.add(ir, expr);
      const mutated = withConditions(rule, rule.when.with(place, after));
      return {
        ...told,
        mutation,
        change,
        apply: (grown) => withRule(grown, index, mutated),
        pair: [expr, after],
        ...(hints && { hints }),
      };
    }),
  ];
}

function valueMutants(
  table: DecisionTable,
  rule: Rule,
  { index, text }: Pick<Place, 'index' | 'text'>,
  pools: Growth,
): readonly Mutant[] {
  const { value } = rule;
  const original = value === undefined ? undefined : table.exprs[value];
  if (value === undefined || original === undefined) return [];
  return changesOf(original, pools).map(({ mutation, change, ir }): Mutant => {
    const after = pools.add(ir, value);
    return {
      mutation,
      change: `${change} in \`${text}\``,
      rule: index,
      rules: [index],
      apply: (grown) => withRule(grown, index, { ...rule, value: after }),
    };
  });
}

function variableMutants(table: DecisionTable, variable: number, project: Project, pools: Growth): readonly Mutant[] {
  const readers = readersOf(table, variable);
  const [rule] = readers;
  const entry = table.variables[variable];
  const original = entry && table.exprs[entry.expr];
  if (rule === undefined || entry === undefined || original === undefined) return [];
  const place = variablePlace(table, variable, table.rules[rule]?.policy ?? 0, project);
  return changesOf(original, pools).map(({ mutation, change, ir, hints }): Mutant => {
    const after = pools.add(ir, entry.expr);
    return {
      mutation,
      change: `${change} in \`${place?.name ?? entry.name}\``,
      rule,
      variable,
      ...(place && { at: place.at }),
      rules: readers,
      apply: (grown) => ({
        ...grown,
        variables: grown.variables.with(variable, { ...entry, expr: after }),
        // the client index may rest on what the variable said
        rules: grown.rules.map((other, index) => (readers.includes(index) ? withConditions(other, other.when) : other)),
      }),
      pair: [entry.expr, after],
      ...(hints && { hints }),
    };
  });
}

/** The rules that read a variable, through others too. */
function readersOf(table: DecisionTable, variable: number): readonly number[] {
  const known = new Map<number, boolean>();
  const reads = (expr: number): boolean => {
    const before = known.get(expr);
    if (before !== undefined) return before;
    known.set(expr, false);
    const ir = table.exprs[expr];
    const found = ir !== undefined && inIr(ir);
    known.set(expr, found);
    return found;
  };
  const inIr = (ir: Ir): boolean => {
    if (ir[0] === 'var') return ir[1] === variable || reads(table.variables[Number(ir[1])]?.expr ?? -1);
    return ir.some((operand) => isIr(operand) && inIr(operand));
  };
  return table.rules.flatMap(({ when, value }, index) =>
    [...when, ...(value === undefined ? [] : [value])].some(reads) ? [index] : [],
  );
}

/** The first value in order wins: neighbours that set the same claim change places. */
function swaps(table: DecisionTable): readonly Mutant[] {
  return Object.entries(table.claims).flatMap(([claim, rules]) =>
    rules.flatMap((first, i): readonly Mutant[] => {
      const second = rules[i + 1];
      const [a, b] = [table.rules[first], second === undefined ? undefined : table.rules[second]];
      if (second === undefined || a?.effect !== 'set' || b?.effect !== 'set') return [];
      const isSame = a.value === b.value;
      return [
        {
          mutation: 'swap-rules',
          change: `\`${b.id}\` is asked before \`${a.id}\``,
          rule: first,
          rules: [first, second],
          apply: (grown) => ({
            ...grown,
            claims: { ...grown.claims, [claim]: rules.with(i, second).with(i + 1, first) },
          }),
          ...(isSame && { isSame: true }),
        },
      ];
    }),
  );
}
