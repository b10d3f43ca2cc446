// SPDX-License-Identifier: Apache-2.0
// The run time against the reference: random policies of every section, and random requests with much missing or wrong.
import { createTablePdp } from '@assay/core/pdp';
import fc from 'fast-check';
import { referenceDecision } from './decide.ts';
import { compiledOf, projects } from './random-project.ts';
import { attributes, requests } from './random-request.ts';

/** The same few projects every time; with `ASSAY_RUNS` as many others as it says. */
const PROJECTS = Number(process.env['ASSAY_RUNS'] ?? 60);
const SEED = process.env['ASSAY_RUNS'] === undefined ? { seed: 20_261_121 } : {};
/** Requests for each. */
const REQUESTS = 15;

test('the run time decides as the reference does, whatever the policies and the request are', () => {
  const seen: Record<string, number> = { refused: 0, permit: 0, deny: 0 };
  const count = (what: string, times = 1): void => void (seen[what] = (seen[what] ?? 0) + times);
  const asked = fc.array(fc.tuple(requests, attributes), { minLength: REQUESTS, maxLength: REQUESTS });
  fc.assert(
    fc.property(projects, asked, (files, inputs) => {
      const compiled = compiledOf(files);
      if (!('table' in compiled)) return count('refused');
      // as it is read where it runs
      const pdp = createTablePdp(compiled);
      for (const [request, from] of inputs) {
        const { trace, ...decision } = pdp.decide(request, from);
        const { trace: none, ...reference } = referenceDecision(compiled, request, from);
        expect(none).toEqual([]);
        expect(decision).toEqual(reference);
        expect(trace.every(Number.isSafeInteger)).toBe(true);
        count(decision.outcome);
        count('granted', decision.scopes.granted.length);
        count('withheld', decision.scopes.withheld.length);
        count('obligations', decision.obligations.length);
        if (decision.outcome !== 'permit') continue;
        count('details', decision.authorizationDetails.length);
        count('withheldDetails', decision.withheldDetails.length);
        count('narrowed', decision.narrowedDetails?.length ?? 0);
        count('members', (decision.groups?.length ?? 0) + (decision.roles?.length ?? 0));
        count('claims', Object.values(decision.tokens).flatMap(({ claims }) => claims).length);
        count('lifetimes', Object.values(decision.tokens).filter(({ lifetime }) => lifetime).length);
      }
    }),
    { numRuns: PROJECTS, ...SEED },
  );
  if (process.env['ASSAY_TIMINGS']) process.stdout.write(`${JSON.stringify(seen)}\n`);
  expect(seen['refused']).toBeLessThan(PROJECTS / 3);
  for (const what of [
    'permit',
    'deny',
    'granted',
    'withheld',
    'obligations',
    'details',
    'withheldDetails',
    'narrowed',
    'members',
    'claims',
    'lifetimes',
  ])
    expect([what, seen[what] ?? 0]).not.toEqual([what, 0]);
}, 3_600_000);
