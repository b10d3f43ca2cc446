// SPDX-License-Identifier: Apache-2.0
import { own, type Attributes, type IssuanceRequest, type Json, type JsonObject } from '@assay/core/model';
import {
  createBuiltTablePdp,
  explain,
  WHOLE_LANGUAGE,
  type DecisionTable,
  type Slot,
  type Truth,
} from '@assay/core/pdp';
import { MISSING, type Domains } from './domains.ts';
import type { Project } from '../../document/project.ts';
import { sectionsOf } from './mutant.ts';
import { isRequired } from './samples.ts';
import { setPath } from './set-path.ts';
import type { Assignment, Goal } from './solve.ts';

/** What expressions come to, by the values of the attributes they read. */
export interface Probe {
  /** The ways to make an expression come to this, with what is chosen already. */
  readonly comesTo: (expr: number, truth: Truth) => Goal;
  /** The ways to make two expressions come to different things; `hints` are values tried before those of the domains. */
  readonly apart: (a: number, b: number, hints?: readonly Json[]) => Goal;
  /** Begins a new search: each is given up after so many steps. */
  readonly restart: () => void;
  /** How many assignments were tried. */
  readonly tried: () => number;
}

/** Values by the index of the slot. */
interface Values {
  readonly get: (slot: number) => Json | undefined;
}

/** Where the probe keeps what a section would bind. */
const BOUND = ' bound';

/** How many combinations of values of one expression are tried, and how many of those found are kept. */
const MOST_TRIED = 200;
const MOST_KEPT = 6;
/** Combinations looked at in one search; where a rule can never show, all of them would be. */
const MOST_STEPS = 3000;

/**
 * A probe of the expressions of `table`: each is the one condition of the one rule of a scope of its own, evaluated as `explain` does. What a
 * section binds is read from a source, so that its value can be chosen like any other.
 */
export function createProbe(table: DecisionTable, domains: Domains, project: Project): Probe {
  const at = [1, 1] as const;
  const probing: DecisionTable = {
    ...table,
    // whatever sections there are: in the probe, none has a rule
    ...Object.fromEntries(sectionsOf(table).map(([name, section]) => [name, Array.isArray(section) ? [] : {}])),
    slots: table.slots.map(({ root, path, type }) =>
      root === 'bound' ? { root: 'attribute', path: [BOUND, ...path], type } : { root, path, type },
    ),
    policies: [{ name: 'probe', owner: '', file: '' }],
    rules: table.exprs.map((_, expr) => ({ id: 'probe', at, when: [expr] })),
    scopes: Object.fromEntries(table.exprs.map((_, expr) => [String(expr), [expr]])),
    governance: { outside: 'pass', mode: 'enforce', unlistedClaims: 'keep' },
  };
  const pdp = createBuiltTablePdp({ table: probing, digest: 'probe' }, WHOLE_LANGUAGE);
  const silent = new Set(table.slots.flatMap((slot, index) => (isOnlyMissingWithSource(slot, project) ? [index] : [])));
  const known = new Map<string, Truth>();
  const keys = new Map<Json, string>();
  let tried = 0;
  let steps = 0;

  const truthOf = (expr: number, values: Values): Truth => {
    const reads = table.reads[expr] ?? [];
    const key = `${expr} ${reads.map((slot) => keyOf(values.get(slot) ?? MISSING)).join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    tried++;
    const { request, attributes } = inputsOf(probing, expr, reads, values, silent);
    const item = explain(pdp, request, attributes).items.find(({ kind }) => kind === 'scope');
    const found = item?.rules[0]?.result ?? 'error';
    known.set(key, found);
    return found;
  };

  /** Values are few, and those of the domains the same objects every time. */
  const keyOf = (value: Json): string => {
    const before = keys.get(value) ?? JSON.stringify(value);
    keys.set(value, before);
    return before;
  };

  const ways = (
    reads: readonly number[],
    isWanted: (values: Values) => boolean,
    values: { readonly [slot: number]: readonly Json[] },
  ): Goal =>
    function* from(chosen) {
      const open = reads.filter((slot) => !chosen.has(slot));
      let kept = 0;
      for (const more of combinations(open, values)) {
        if (++steps > MOST_STEPS) return;
        // most combinations are not what is wanted: a map of both is only made of one that is
        if (!isWanted({ get: (slot) => more.get(slot) ?? chosen.get(slot) })) continue;
        yield open.length === 0 ? chosen : new Map([...chosen, ...more]);
        if (++kept >= MOST_KEPT) return;
      }
    };

  return {
    tried: () => tried,
    restart: () => {
      steps = 0;
    },
    comesTo: (expr, wanted) => ways(table.reads[expr] ?? [], (values) => truthOf(expr, values) === wanted, domains),
    apart: (a, b, hints = []) => {
      const reads = table.reads[a] ?? [];
      return ways(
        reads,
        (values) => truthOf(a, values) !== truthOf(b, values),
        hints.length > 0 ? withHints(table, reads, domains, hints) : domains,
      );
    },
  };
}

/** The domains with the hints that fit in front: an attribute that is compared with one of them is tried with it first. */
function withHints(
  { slots }: DecisionTable,
  reads: readonly number[],
  domains: Domains,
  hints: readonly Json[],
): { readonly [slot: number]: readonly Json[] } {
  const texts = hints.filter((hint) => typeof hint === 'string');
  const numbers = hints.filter((hint) => typeof hint === 'number');
  const fitting: { readonly [type: string]: readonly Json[] } = {
    string: texts,
    strings: texts.map((text) => [text]),
    int: numbers,
    double: numbers,
    ints: numbers.map((value) => [value]),
    doubles: numbers.map((value) => [value]),
    dyn: hints,
  };
  return Object.fromEntries(
    reads.map((slot) => {
      const { type = 'dyn' } = slots[slot] ?? {};
      return [slot, [...((typeof type === 'string' && fitting[type]) || []), ...(domains[slot] ?? [])]];
    }),
  );
}

/** Combinations of values: all where they are few, otherwise spread over all of them. */
function* combinations(
  slots: readonly number[],
  domains: { readonly [slot: number]: readonly Json[] },
): Generator<Assignment> {
  const sizes = slots.map((slot) => Math.max(1, domains[slot]?.length ?? 1));
  const all = sizes.reduce((product, size) => Math.min(product * size, Number.MAX_SAFE_INTEGER), 1);
  const count = Math.min(all, MOST_TRIED);
  for (let i = 0; i < count; i++) {
    let rest = Math.floor((i * all) / count);
    yield new Map(
      slots.map((slot, place) => {
        const size = sizes[place] ?? 1;
        const value = domains[slot]?.[rest % size] ?? MISSING;
        rest = Math.floor(rest / size);
        return [slot, value];
      }),
    );
  }
}

/** Whether an attribute can only be missing where its source says nothing: the schema requires it. */
function isOnlyMissingWithSource({ root, path }: Slot, { sources }: Project): boolean {
  const source = root === 'attribute' ? sources.find(({ name }) => name.value === path[0]) : undefined;
  return source !== undefined && isRequired(source.schema, path.slice(1));
}

const PLAIN: IssuanceRequest = {
  trigger: 'test',
  grant: 'authorization_code',
  protocol: 'oauth',
  tokens: ['access_token'],
  subject: { type: 'user', id: 'user', profile: {} },
  actors: [],
  client: { id: 'client', registration: 'first_party' },
  targets: ['probe'],
  scopes: [],
  authorizationDetails: [],
  authentication: { amr: [] },
  context: { time: 0, parameters: {} },
  baseline: { scopes: [], audiences: [], groups: [], roles: [], claims: {}, lifetimes: {}, authorizationDetails: [] },
};

function inputsOf(
  table: DecisionTable,
  expr: number,
  reads: readonly number[],
  values: Values,
  silent: ReadonlySet<number>,
): { readonly request: IssuanceRequest; readonly attributes: Attributes } {
  let request: JsonObject = PLAIN as unknown as JsonObject; // sound: a request is JSON
  let attributes: JsonObject = {};
  for (const slot of reads) {
    const value = values.get(slot) ?? MISSING;
    const { root, path } = table.slots[slot] ?? { root: 'request', path: [] };
    if (root === 'request') request = setPath(request, path, value);
    else {
      // a source that said something has said that the attribute is not there; one that said nothing has not
      if (value === MISSING && !silent.has(slot))
        attributes = setPath(
          { ...attributes },
          [path[0] ?? ''],
          (own(attributes, path[0] ?? '') as Json | undefined) ?? {},
        ); // sound: JSON
      attributes = setPath(attributes, path, value);
    }
  }
  // which scope is asked is the probe's, whatever the expression reads of the scopes of the request
  return {
    request: { ...(request as unknown as IssuanceRequest), scopes: [String(expr)] }, // sound: made of one above
    attributes: attributes as unknown as Attributes, // sound: every path begins with a source
  };
}
