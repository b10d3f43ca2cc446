// SPDX-License-Identifier: Apache-2.0
import { deepFreeze } from '@assay/core/model';
import type { JsonObject } from '@assay/core/model';
import { nearMatch } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { wrongType } from '../document/shape.ts';
import { answer, type Silence, type SourceFixtures } from './fixture-shapes.ts';
import type { CaseAnswer } from './test-case.ts';
import type { KnownSource, TestContext } from './test-context.ts';

export type Answers = ReadonlyMap<string, CaseAnswer>;

/** What the sources of `fixtures:` say: one entry by key, or of a source without a key one object. Each object is checked by the schema of its source. */
export function readFixtureAnswers(sources: SourceFixtures, context: TestContext, report: Report): Answers {
  return readEach(sources, context, report, (source, entry) => {
    if (source.config.key === undefined || entry.node.kind === 'scalar') return readAny(source, entry.node, report);
    if (entry.node.kind !== 'map') {
      wrongType(entry.node, 'a map: what the source says by key', report);
      return undefined;
    }
    const values = new Map<string, JsonObject | Silence>();
    for (const { key, value } of entry.node.entries) {
      const said = readAny(source, value, report);
      if (said) values.set(key.value, said.value);
    }
    return { kind: 'byKey', values };
  });
}

/** What sources say in one test, whatever they are asked for. */
export function readTestAnswers(sources: SourceFixtures, context: TestContext, report: Report): Answers {
  return readEach(sources, context, report, (source, entry) => readAny(source, entry.node, report));
}

type Entry = SourceFixtures[number]['value'];

function readEach(
  sources: SourceFixtures,
  context: TestContext,
  report: Report,
  read: (source: KnownSource, entry: Entry) => CaseAnswer | undefined,
): Answers {
  const answers = new Map<string, CaseAnswer>();
  for (const { key, value } of sources) {
    const source = context.sources.get(key.value);
    if (source === undefined) {
      reportUnknown(key.value, key.span, 'source', [...context.sources.keys()], report);
      continue;
    }
    const said = read(source, value);
    if (said) answers.set(key.value, said);
  }
  return answers;
}

function readAny(
  source: KnownSource,
  node: Entry['node'],
  report: Report,
): Extract<CaseAnswer, { kind: 'any' }> | undefined {
  const said = answer.read(node, report);
  if (said === undefined) return undefined;
  if (typeof said.value !== 'string') source.check?.(said.value, node, report);
  // frozen, so that its digest in the evidence is made once and not for every case
  return { kind: 'any', value: deepFreeze(said.value) };
}

/** Reports that `name` is no known one, and which is near. */
export function reportUnknown(
  name: string,
  span: Parameters<Report>[1],
  what: string,
  known: readonly string[],
  report: Report,
): void {
  const meant = nearMatch(name, known);
  const listed = known.length === 0 ? `there is no ${what}` : `expected ${quoteList(known.slice(0, 12))}`;
  report(
    'unknown-name',
    span,
    `no ${what} is called ${quote(name)}`,
    meant === undefined ? listed : `did you mean ${quote(meant)}?`,
  );
}
