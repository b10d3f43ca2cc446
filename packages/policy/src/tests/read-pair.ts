// SPDX-License-Identifier: Apache-2.0
import { deepFreeze, isObject, own, type IssuanceRequest, type Json, type JsonObject } from '@assay/core/model';
import type { Located, Span } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Fields } from '../document/shape-record.ts';
import { secondsOf } from './build-request.ts';
import { nameOf, requestOf, type Combination } from './combinations.ts';
import { factPathText, parseFactPath, withFact, type FactPath } from './facts.ts';
import type { FileFixtures } from './file-fixtures.ts';
import { MEMBERS, SILENCES, type Silence } from './fixture-shapes.ts';
import { momentOf } from './plain-shapes.ts';
import { reportUnknown } from './read-answers.ts';
import type { CaseInputs, TestCase } from './test-case.ts';
import type { FactFields, TestFields } from './test-file-shape.ts';

interface Fact {
  readonly path: FactPath;
  readonly value: Json;
  readonly span: Span;
}

/** The cases of a test that changes one fact: each combination before and after. */
export function readPair(
  { fields, keys, at, incomplete }: Fields<TestFields>,
  combinations: readonly Combination[],
  file: FileFixtures,
  report: Report,
): readonly TestCase[] {
  const missing = (['after', 'differs'] as const).filter((key) => !keys.has(key));
  if (missing.length > 0 && !incomplete)
    for (const key of missing)
      report('missing-key', at, `the key ${quote(key)} is missing in a test that changes a fact`);
  const after = fields.after && readFact(fields.after, keys.get('after') ?? at, file, report);
  const before = fields.before && readFact(fields.before, keys.get('before') ?? at, file, report);
  if (!after || !fields.differs || (fields.before && !before)) return [];
  if (before && factPathText(before.path) !== factPathText(after.path)) {
    report(
      'invalid-value',
      before.span,
      `\`before\` is about ${quote(factPathText(before.path))}, and \`after\` about ${quote(factPathText(after.path))}`,
      'one fact changes in a test',
    );
    return [];
  }
  const named = nameOf(combinations);
  const differs = normalized(fields.differs.value);
  return combinations.flatMap((combination): readonly TestCase[] => {
    const first = before ? changed(combination, before, file, report) : combination.inputs;
    const second = changed(combination, after, file, report);
    if (!first || !second) return [];
    return [
      { kind: 'pair', name: named(combination), span: at, before: first, after: second, differs, readsInputs: false },
    ];
  });
}

function readFact(facts: FactFields, at: Span, { context }: FileFixtures, report: Report): Fact | undefined {
  const [first, second] = facts;
  if (first === undefined || second !== undefined) {
    report(
      'invalid-value',
      second?.key.span ?? at,
      `expected one fact, and found ${facts.length}`,
      'one fact changes in a test',
    );
    return undefined;
  }
  const { key, value } = first;
  const path = parseFactPath(key.value);
  if (path === undefined || !isPlace(path, key, context, report)) {
    if (path === undefined)
      report(
        'invalid-value',
        key.span,
        `expected the path of a fact, and found ${quote(key.value)}`,
        'a path is dotted: `sources.iga.roles`, `subject.profile["custom:x"]`',
      );
    return undefined;
  }
  return { path, value: value.value, span: key.span };
}

/** Whether there is something at the path a policy could read: a slip of the pen would change nothing. */
function isPlace(
  path: FactPath,
  { span }: Located<string>,
  { sources }: FileFixtures['context'],
  report: Report,
): boolean {
  const [root = '', member] = path;
  const unknown = (name: string, what: string, known: readonly string[]): boolean => {
    reportUnknown(name, span, what, known, report);
    return false;
  };
  if (root === 'now') return path.length === 1 || unknown(factPathText(path), 'fact', ['now']);
  if (root === 'sources') {
    return (member !== undefined && sources.has(member)) || unknown(member ?? '', 'source', [...sources.keys()]);
  }
  const known = Object.hasOwn(MEMBERS, root) ? MEMBERS[root] : undefined;
  if (known === undefined) return unknown(root, 'part of a case', [...Object.keys(MEMBERS), 'sources', 'now']);
  return (member !== undefined && known.includes(member)) || unknown(member ?? '', `member of a ${root}`, known);
}

/** The inputs of a combination with one fact changed; a value that does not fit is reported where it stands. */
function changed(combination: Combination, fact: Fact, file: FileFixtures, report: Report): CaseInputs | undefined {
  const { inputs } = combination;
  const [root = '', ...rest] = fact.path;
  if (root === 'now') {
    const now = typeof fact.value === 'string' ? momentOf(fact.value) : undefined;
    if (now === undefined) report('invalid-value', fact.span, 'expected a moment in UTC: `2026-01-02T03:04:05Z`');
    return now === undefined ? undefined : { ...inputs, now };
  }
  if (root === 'sources') return changedAnswer(inputs, rest, fact, file, report);
  const part = combination[root as 'subject' | 'client' | 'request']; // sound: `isPlace` looked
  const value = withFact(part.value, rest, fact.value);
  const request = requestOf({ ...combination, [root]: { ...part, value, span: fact.span } }, file, report);
  return request && { ...inputs, request };
}

function changedAnswer(
  inputs: CaseInputs,
  [name = '', ...rest]: FactPath,
  { value, span }: Fact,
  { context }: FileFixtures,
  report: Report,
): CaseInputs | undefined {
  const source = context.sources.get(name);
  const said =
    rest.length === 0 ? wholeAnswer(value) : withFact(knownAnswer(inputs, name, source?.config.key), rest, value);
  if (said === undefined) {
    report('wrong-type', span, 'expected a map, or one of `nothing`, `error` and `timeout`');
    return undefined;
  }
  let isFitting = true;
  // the check tells where in a file the data stands, and these were put together: only the first mistake is told, at the fact
  if (typeof said !== 'string')
    source?.check?.(said, NOWHERE(span), (code, _, message, help) => {
      if (isFitting) report(code, span, message, help);
      isFitting = false;
    });
  if (!isFitting) return undefined;
  const answers = new Map(inputs.answers);
  answers.set(name, { kind: 'any', value: deepFreeze(said) });
  return { ...inputs, answers };
}

const NOWHERE = (span: Span) => ({ kind: 'broken', span, at: span }) as const;

function wholeAnswer(value: Json): JsonObject | Silence | undefined {
  if (value === null) return 'nothing';
  return SILENCES.find((silence) => silence === value) ?? (isObject(value) ? value : undefined);
}

/** What a source says in a case, where that is an object. */
function knownAnswer({ answers, request }: CaseInputs, name: string, key: readonly string[] | undefined): JsonObject {
  const answer = answers.get(name);
  const value = answer?.kind === 'byKey' ? answer.values.get(keyIn(request, key ?? [])) : answer?.value;
  return typeof value === 'object' ? value : {};
}

function keyIn(request: IssuanceRequest, path: readonly string[]): string {
  let value: unknown = request;
  for (const member of path) value = own(value, member);
  return typeof value === 'string' ? value : '';
}

/** `differs` with durations in seconds. */
function normalized(written: JsonObject): JsonObject {
  const { lifetimes } = written;
  if (!isObject(lifetimes)) return written;
  const inSeconds = Object.entries(lifetimes).map(([token, value]): [string, Json] => [
    token,
    value === 'unlimited' ? value : secondsOf(value),
  ]);
  return { ...written, lifetimes: Object.fromEntries(inSeconds) };
}
