// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import type { MapEntry } from '../document/shape-collections.ts';
import type { RequestDefaults } from './build-request.ts';
import type { Fixture } from './fixture-shapes.ts';
import { readFixtureAnswers, readTestAnswers, type Answers } from './read-answers.ts';
import type { TestContext } from './test-context.ts';
import type { TestFields, TestFileFields } from './test-file-shape.ts';

/** What the tests of a file are made of. */
export interface FileFixtures {
  readonly context: TestContext;
  readonly defaults: RequestDefaults;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly subjects: ReadonlyMap<string, Fixture>;
  readonly clients: ReadonlyMap<string, Fixture>;
  readonly requests: ReadonlyMap<string, Fixture>;
  readonly answers: Answers;
}

/** When the requests of a file that says nothing of it are made. */
export const DEFAULT_NOW: number = Date.UTC(2026, 0, 1, 12);

/** The fixtures of a file; what its sources say is checked. */
export function readFixtures(fields: TestFileFields, context: TestContext, report: Report): FileFixtures {
  const { subjects, clients, requests, sources } = fields.fixtures?.fields ?? {};
  return {
    context,
    defaults: { trigger: fields.trigger?.fields.name?.value ?? 'test', target: context.target },
    now: fields.now?.value ?? DEFAULT_NOW,
    subjects: byName(subjects),
    clients: byName(clients),
    requests: byName(requests),
    answers: readFixtureAnswers(sources ?? [], context, report),
  };
}

/** What the sources say in a test: as the fixtures have it, but for those the test speaks of. */
export function readAnswersOfTest({ sources }: TestFields, file: FileFixtures, report: Report): Answers {
  if (sources === undefined) return file.answers;
  return new Map([...file.answers, ...readTestAnswers(sources, file.context, report)]);
}

function byName(entries: readonly MapEntry<Fixture>[] = []): ReadonlyMap<string, Fixture> {
  return new Map(entries.map(({ key, value }) => [key.value, value]));
}
