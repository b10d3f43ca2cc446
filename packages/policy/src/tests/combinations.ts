// SPDX-License-Identifier: Apache-2.0
import { own, type IssuanceRequest, type JsonObject } from '@assay/core/model';
import type { Located, Span } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { buildRequest } from './build-request.ts';
import { readAnswersOfTest, type FileFixtures } from './file-fixtures.ts';
import type { Fixture } from './fixture-shapes.ts';
import { reportUnknown } from './read-answers.ts';
import type { CaseInputs } from './test-case.ts';
import type { Chosen, TestFields } from './test-file-shape.ts';

/** One combination of fixtures, and what is decided on. */
export interface Combination {
  readonly subject: Named;
  readonly client: Named;
  readonly request: Named;
  readonly inputs: CaseInputs;
}

/** A fixture, by the name it was chosen by; one that stands in the test has none. */
export interface Named {
  readonly name: string | undefined;
  readonly value: JsonObject;
  readonly span: Span;
}

/** A test may have this many cases: what a matrix makes of short lists. */
export const MOST_CASES = 10_000;

/** Every combination of the fixtures of a test: subjects, then clients, then requests. */
export function combine(fields: TestFields, file: FileFixtures, at: Span, report: Report): readonly Combination[] {
  const subjects = choose(fields.subject, file.subjects, 'subject', at, report);
  const clients = choose(fields.client, file.clients, 'client', at, report);
  const requests = choose(fields.request, file.requests, 'request', at, report);
  const count = subjects.length * clients.length * requests.length;
  if (count > MOST_CASES) {
    report('limit-exceeded', at, `the test has ${count} cases: expected at most ${MOST_CASES}`);
    return [];
  }
  const answers = readAnswersOfTest(fields, file, report);
  const now = fields.now?.value ?? file.now;
  return subjects.flatMap((subject) =>
    clients.flatMap((client) =>
      requests.flatMap((request) => {
        const built = requestOf({ subject, client, request }, file, report);
        return built ? [{ subject, client, request, inputs: { now, request: built, answers } }] : [];
      }),
    ),
  );
}

/** The request of three fixtures; what is wrong with them is reported at the one it is about. */
export function requestOf(
  parts: { readonly subject: Named; readonly client: Named; readonly request: Named },
  { defaults }: FileFixtures,
  report: Report,
): IssuanceRequest | undefined {
  const { subject, client, request } = parts;
  const built = buildRequest(
    {
      subject: { name: subject.name ?? 'user', value: subject.value },
      client: { name: client.name ?? 'client', value: client.value },
      request: request.value,
    },
    defaults,
  );
  if (built.ok) return built.value;
  for (const { path, message } of built.problems) {
    const part = own(parts, path.split('/')[1] ?? '') as Named | undefined; // sound: one of the three, or nothing
    report('invalid-value', (part ?? request).span, `${quote(path)} of the request: ${message}`);
  }
  return undefined;
}

function choose(
  chosen: Chosen | undefined,
  known: ReadonlyMap<string, Fixture>,
  what: string,
  at: Span,
  report: Report,
): readonly Named[] {
  if (chosen === undefined) return [{ name: undefined, value: {}, span: at }];
  if (!isNames(chosen)) return [{ name: undefined, value: chosen.value, span: chosen.node.at }];
  return chosen.flatMap(({ value: name, span }) => {
    const fixture = known.get(name);
    if (fixture === undefined) reportUnknown(name, span, `${what} of \`fixtures\``, [...known.keys()], report);
    return fixture ? [{ name, value: fixture.value, span }] : [];
  });
}

function isNames(chosen: Chosen): chosen is readonly Located<string>[] {
  return Array.isArray(chosen);
}

/** What a case is called among those of its test: the fixtures that tell it from others. */
export function nameOf(all: readonly Combination[]): (combination: Combination) => string {
  const varies = (part: 'subject' | 'client' | 'request'): boolean =>
    new Set(all.map((combination) => combination[part].name)).size > 1;
  const parts = (['subject', 'client', 'request'] as const).filter(varies);
  return (combination) => parts.map((part) => combination[part].name ?? part).join(', ');
}
