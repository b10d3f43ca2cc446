// SPDX-License-Identifier: Apache-2.0
import { cellsOf, MAX_CELL_QUESTIONS, type Cell } from '../model/cells.ts';
import type { Reason, RuleRef } from '../model/decision.ts';
import type { Attributes, IssuanceRequest, TokenType } from '../model/request.ts';
import { frameOf, type Bound, type Frame } from './eval/frame.ts';
import { follow } from './eval/read-slot.ts';
import { checkOf } from './eval/slot-types.ts';
import { ERROR, EVAL_ERROR, YES } from './eval/tri.ts';
import { governedTargets } from './governance.ts';
import type { CompiledRule } from './rules/compiled-rule.ts';
import { NO_VERDICT } from './rules/verdict.ts';
import type { Runtime } from './runtime.ts';
import { permitOrDeny } from './sections/permit-or-deny.ts';

export type Truth = 'no' | 'yes' | 'error';

/** One attribute a condition read: `slot` is its index in the table; `found` says whether there was a value of the right type. */
export interface ExplainedRead {
  readonly slot: number;
  readonly path: readonly string[];
  readonly source?: string;
  readonly found: 'ok' | 'missing' | 'wrong_type';
  readonly value?: unknown;
}

export interface ExplainedCondition {
  readonly result: Truth;
  readonly reads: readonly ExplainedRead[];
}

export interface ExplainedRule {
  readonly index: number;
  readonly ref: RuleRef;
  readonly effect: CompiledRule['effect'];
  readonly result: Truth;
  readonly conjuncts: readonly ExplainedCondition[];
  /** Of a rule that sets a claim: what its value reads. */
  readonly value?: ExplainedCondition;
}

/** One cell of a requested authorization detail, by the place of the element in the request, and why its rules refuse it, where they do. */
export interface ExplainedCell extends Cell {
  readonly index: number;
  readonly refused?: Reason;
}

/** The rules about one thing. `about` is a gate, scope, claim, detail type, group, role, or `lifetime`; `audience` is where it was asked. */
export interface ExplainedItem {
  readonly kind: 'gate' | 'scope' | 'detail' | 'group' | 'role' | 'claim' | 'lifetime';
  readonly about: string;
  readonly audience: string;
  /** Of a claim or a lifetime: in which token. */
  readonly token?: TokenType;
  /** Of an authorization detail. */
  readonly cell?: ExplainedCell;
  readonly rules: readonly ExplainedRule[];
}

export interface Explanation {
  readonly items: readonly ExplainedItem[];
}

/**
 * Evaluates every rule about the request anew, each conjunct by itself, and says what each read. Rules of other clients are included: they are an answer to "why not".
 * Each rule may take what a whole decision may: one that could not be told only because others before it had taken too much is explained as what it is by itself, and the trace of
 * the decision has it as an error. Of authorization details, as many cells are explained as a request may have decided.
 */
export function explain(
  { runtime }: { readonly runtime: Runtime },
  request: IssuanceRequest,
  attributes: Attributes,
): Explanation {
  const items: ExplainedItem[] = [];
  const targets = governedTargets(runtime.table.governance, request);
  let questions = MAX_CELL_QUESTIONS;
  for (const audience of targets) {
    const index = runtime.indexOf(audience, request.client.id);
    const add = (
      kind: ExplainedItem['kind'],
      about: string,
      rules: readonly CompiledRule[],
      bound: Bound = {},
      part: Pick<ExplainedItem, 'token' | 'cell'> = {},
    ): void =>
      void items.push({
        kind,
        about,
        audience,
        ...part,
        rules: rules.map((rule) => explainRule(runtime, rule, request, attributes, { audience, ...bound })),
      });

    for (const token of request.tokens) {
      const gate = index.token(token).gate(request.grant);
      add('gate', gate.name, gate.rules.all);
    }
    for (const scope of request.scopes) {
      const exact = index.scope(scope);
      const match = exact ? { rules: exact, bound: {} } : index.patterns.match(scope);
      add('scope', scope, match?.rules.all ?? [], { ...match?.bound, scope });
    }
    request.authorizationDetails.forEach((detail, place) => {
      const rules = index.detail(detail.type);
      const cells = cellsOf(detail, [audience]) ?? [];
      if (cells.length > questions) return;
      questions -= cells.length;
      for (const cell of cells) {
        // what names another target is asked there
        if (cell.location !== audience && targets.includes(cell.location)) continue;
        const bound = { detail, cell };
        const { refused } = rules
          ? permitOrDeny(rules, frameOf(request, attributes, { audience, ...bound }))
          : NO_VERDICT;
        add('detail', detail.type, rules?.all ?? [], bound, {
          cell: { index: place, ...cell, ...(refused && { refused }) },
        });
      }
    });
    for (const group of request.baseline.groups)
      if (index.groups.all.length > 0) add('group', group, index.groups.all, { group });
    for (const role of request.baseline.roles)
      if (index.roles.all.length > 0) add('role', role, index.roles.all, { role });
    for (const token of request.tokens) {
      const { claims, lifetime } = index.token(token);
      for (const { claim, rules } of claims) add('claim', claim, rules.all, { token }, { token });
      if (lifetime.all.length > 0) add('lifetime', 'lifetime', lifetime.all, { token }, { token });
    }
  }
  return { items };
}

function explainRule(
  runtime: Runtime,
  rule: CompiledRule,
  request: IssuanceRequest,
  attributes: Attributes,
  bound: Bound,
): ExplainedRule {
  const frame = frameOf(request, attributes, bound);
  const conjuncts = rule.when.map((condition, i) => ({
    result: RESULTS[condition(frame)],
    reads: reads(runtime, rule.rule.when[i], frame),
  }));
  const results = conjuncts.map((conjunct) => conjunct.result);
  return {
    index: rule.index,
    ref: rule.ref,
    effect: rule.effect,
    result: results.includes('no') ? 'no' : results.includes('error') ? 'error' : 'yes',
    conjuncts,
    ...(rule.value
      ? {
          value: {
            result: RESULTS[rule.value(frame) === EVAL_ERROR ? ERROR : YES],
            reads: reads(runtime, rule.rule.value, frame),
          },
        }
      : {}),
  };
}

const RESULTS = ['no', 'yes', 'error'] as const;

function reads(runtime: Runtime, expr: number | undefined, frame: Frame): readonly ExplainedRead[] {
  const slots = expr === undefined ? [] : (runtime.table.reads[expr] ?? []);
  return slots.flatMap((index) => {
    const slot = runtime.table.slots[index];
    if (!slot) return [];
    const value = follow(slot, frame);
    const found = value === undefined ? 'missing' : checkOf(slot.type)(value) ? 'ok' : 'wrong_type';
    const source = slot.root === 'attribute' ? slot.path[0] : undefined;
    return [
      {
        slot: index,
        path: slot.path,
        found,
        ...(source === undefined ? {} : { source }),
        ...(value === undefined ? {} : { value }),
      } as const,
    ];
  });
}
