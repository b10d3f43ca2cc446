// SPDX-License-Identifier: Apache-2.0
import type { Json, JsonObject } from '@assay/core/model';
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import type { Span } from '../diagnostic.ts';
import { nearMatch } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { wrongType, type Shape } from './shape.ts';
import type { YamlEntry, YamlMap } from './yaml-node.ts';

/** One member of a record: `about` and `examples` are for editors. */
export interface Member<T> {
  readonly shape: Shape<T>;
  readonly about: string;
  readonly examples?: readonly Json[];
  /** The code for its absence; a member without one is optional. */
  readonly missing?: DiagnosticCode;
}

export type Members = { readonly [name: string]: Member<unknown> };
/** The fields of a record, by its members; what is absent or has a mistake is left out. */
export type FieldsOf<M extends Members> = { readonly [K in keyof M]?: M[K] extends Member<infer T> ? T : never };

/** What was read of a record, and where it stands. */
export interface Fields<F> {
  readonly fields: F;
  /** The keys that were written, in order; those near enough to a known one count as that. */
  readonly keys: ReadonlyMap<string, Span>;
  readonly span: Span;
  readonly at: Span;
  /** Whether a syntax error may have swallowed a part of it. */
  readonly incomplete: boolean;
}

/** A member that has to be there. */
export function required<T>(
  shape: Shape<T>,
  about: string,
  options: { readonly missing?: DiagnosticCode; readonly examples?: readonly Json[] } = {},
): Member<T> {
  return { shape, about, missing: 'missing-key', ...options };
}

/** A member that may be left out. */
export function optional<T>(shape: Shape<T>, about: string, examples?: readonly Json[]): Member<T> {
  return { shape, about, ...(examples && { examples }) };
}

/** A map with known keys. `what` names it in messages: "a policy". */
export function record<const M extends Members>(
  what: string,
  members: M,
  schema: JsonObject = {},
): Shape<Fields<FieldsOf<M>>> {
  const known = new Map(Object.entries(members));
  return {
    schema: { ...recordSchema(known), ...schema },
    read: (node, report) => {
      if (node.kind !== 'map') {
        wrongType(node, `${what}: a map`, report);
        return undefined;
      }
      const entries = knownEntries(node, known, what, report);
      const fields: { [name: string]: unknown } = {};
      const keys = new Map<string, Span>();
      for (const [name, entry] of entries) {
        keys.set(name, entry.key.span);
        const value = known.get(name)?.shape.read(entry.value, report);
        if (value !== undefined) fields[name] = value;
      }
      for (const [name, member] of known) {
        if (member.missing !== undefined && !entries.has(name) && !node.incomplete)
          reportMissing(member.missing, name, what, node, report);
      }
      // Each field was read by the shape of its member, which is what the type says.
      return { fields: fields as FieldsOf<M>, keys, span: node.span, at: node.at, incomplete: node.incomplete };
    },
  };
}

/**
 * The entries by the member they are about. A misspelt key is reported, and then taken for what was meant,
 * so that mistakes below it are found, too, and nothing is called missing.
 */
function knownEntries(
  node: YamlMap,
  known: ReadonlyMap<string, unknown>,
  what: string,
  report: Report,
): ReadonlyMap<string, YamlEntry> {
  const entries = new Map<string, YamlEntry>();
  const unknown: YamlEntry[] = [];
  for (const entry of node.entries) {
    if (known.has(entry.key.value)) entries.set(entry.key.value, entry);
    else unknown.push(entry);
  }
  for (const entry of unknown) {
    const absent = [...known.keys()].filter((name) => !entries.has(name));
    const meant = nearMatch(entry.key.value, absent);
    const help = meant === undefined ? `expected ${quoteList([...known.keys()])}` : `did you mean ${quote(meant)}?`;
    report('unknown-key', entry.key.span, `unknown key ${quote(entry.key.value)} in ${what}`, help);
    if (meant !== undefined) entries.set(meant, entry);
  }
  return entries;
}

function reportMissing(code: DiagnosticCode, name: string, what: string, node: YamlMap, report: Report): void {
  report(code, node.at, `the key ${quote(name)} is missing in ${what}`);
}

function recordSchema(known: ReadonlyMap<string, Member<unknown>>): JsonObject {
  const properties = Array.from(known, ([name, { shape, about, examples }]): [string, Json] => [
    name,
    { description: about, ...(examples && { examples }), ...shape.schema },
  ]);
  const names = Array.from(known).flatMap(([name, { missing }]) => (missing === undefined ? [] : [name]));
  return {
    type: 'object',
    ...(names.length > 0 && { required: names }),
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}
