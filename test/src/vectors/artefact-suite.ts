// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { IssuanceRequest } from '@assay/core/model';
import { enforce, type Enforced } from '@assay/core/pep';
import { echoAdapter, EVERYTHING, requestOf } from '@assay/core/testing';
import { compileVector, type CompiledVector } from './compile.ts';
import { effectOf } from './effect.ts';
import { IMPLEMENTATIONS, type Implementation } from './implementations.ts';
import type { LackName, NativeForm } from './native/native.ts';
import type { Platform } from './platforms.ts';
import { runVector } from './run-vector.ts';
import { readVectors, type Vector } from './vector.ts';
import { wantedDecision } from './wanted.ts';

const VECTORS = readVectors().filter(([, { request }]) => request !== undefined);

const asked = (vector: Vector): IssuanceRequest => requestOf(vector.request);
const lacksOf = ({ lacks = {} }: Vector, { lacking }: NativeForm): readonly LackName[] => [
  ...new Set(lacking.flatMap((name) => lacks[name] ?? [])),
];

/** The request as the platform tells it. */
const toldOf = (vector: Vector, native: NativeForm): IssuanceRequest =>
  native.told.reduce((request, { as }) => as(request), asked(vector));

/** What the core decides of the request as the platform tells it, where a trigger can do everything but what is lacking, and `restored` is told as well. */
async function decidedByCore(
  vector: Vector,
  compiled: CompiledVector,
  native: NativeForm,
  lacks: readonly LackName[],
  restored: readonly LackName[] = [],
): Promise<Enforced<unknown>> {
  const told = toldOf(vector, native);
  const request = restored.reduce((at, name) => native.lacks[name]?.restored?.(at, asked(vector)) ?? at, told);
  const capabilities = lacks.reduce((all, name) => ({ ...all, ...native.lacks[name]?.capabilities }), {
    ...EVERYTHING,
    obligations: vector.starts ?? [],
  });
  const [embedded] = IMPLEMENTATIONS;
  const core: Implementation = {
    name: 'core',
    canRun: () => true,
    pdp: (each) => embedded?.pdp(each) as never, // sound: the first one is there
    attempt: (_, ports) => enforce(echoAdapter(capabilities), ports)(request),
  };
  return (await runVector(vector, compiled, core)).enforced;
}

/** A record without what differs between two attempts of the same: ids, times measured, and how the host is called. */
function comparable({ id: _, host: __, timings: ___, correlation: ____, evidence, ...rest }: DecisionRecord): object {
  return {
    ...rest,
    evidence: evidence.map(({ latencyMs: _____, ageSeconds: ______, reason: _______, ...read }) => read),
  };
}

type Members = Readonly<Record<string, unknown>>;

/** Of a decision what a client notices: not the gates and changes of tokens that one platform issues and another does not. */
function essence(decision: Members, tokens: readonly string[]): object {
  const { gates: _, policyDigest: __, trace: ___, obligations, tokens: changes = {}, ...rest } = decision;
  const about = (obligations as readonly { readonly about: object }[]).filter((each) => !('gate' in each.about));
  const shared = Object.entries(changes as object).filter(([token]) => tokens.includes(token));
  return { ...rest, obligations: about, tokens: Object.fromEntries(shared) };
}

const codesOf = ({ reason, withheld }: DecisionRecord): readonly (string | undefined)[] => [
  reason?.code,
  ...[...withheld.scopes, ...withheld.authorizationDetails, ...withheld.claims].map((each) => each.reason.code),
];

/** The suite of every platform: what is built for it decides every vector as the core does, or the vector says what the platform lacks. */
export function artefactSuite(platform: Platform): void {
  describe(platform.name, () => suiteOf(platform));
}

function suiteOf(platform: Platform): void {
  afterAll(() => platform.close());
  const { native } = platform;
  const possible = VECTORS.filter(([, vector]) => vector.never?.[native.name] === undefined);
  const lacking = possible.filter(([, vector]) => lacksOf(vector, native).length > 0);
  const never = VECTORS.filter(([, vector]) => vector.never?.[native.name] !== undefined);

  test.each(VECTORS)('%s can be asked there, or says why never', (_, vector) => {
    expect(native.never(asked(vector))).toEqual(vector.never?.[native.name]);
  });

  test(`${possible.length} vectors run, of which ${lacking.length} lack something; ${never.length} can never be asked`, () => {
    expect(possible.length + never.length).toBe(VECTORS.length);
    expect(possible.length).toBeGreaterThan(never.length);
  });

  test.each(possible)('%s', async (_, vector) => {
    const compiled = compileVector(vector);
    const lacks = lacksOf(vector, native);
    const request = toldOf(vector, native);
    const core = await decidedByCore(vector, compiled, native, lacks);
    const { records, effect, printed } = await platform.run(vector, compiled, asked(vector), request);

    expect(records.map(comparable)).toEqual([JSON.parse(JSON.stringify(comparable(core.record)))]);
    const told = (error: string): string => platform.told(error, records[0]?.id ?? '', request);
    expect(effect).toEqual(platform.shows(effectOf(core, request, told), request, vector));
    expect(printed).toEqual([]);
    const shared = request.tokens.filter((token) => asked(vector).tokens.includes(token));
    const wanted = essence(wantedDecision(vector, asked(vector)), shared);
    if (lacks.length === 0) expect(essence({ ...core.decision }, shared)).toEqual(wanted);
  });

  test.each(lacking)('%s: what it lacks is what makes the difference', async (_, vector) => {
    const compiled = compileVector(vector);
    const lacks = lacksOf(vector, native);
    const core = await decidedByCore(vector, compiled, native, lacks);
    for (const name of lacks) {
      const lack = native.lacks[name];
      if (lack === undefined) throw new Error(`${native.name} does not lack ${name}`);
      const others = lacks.filter((other) => other !== name);
      const without = await decidedByCore(vector, compiled, native, others, [name]);
      expect(without.decision).not.toEqual(core.decision);
      if (lack.code !== undefined) expect(codesOf(core.record)).toContain(lack.code);
    }
    // with all it lacks, the platform would decide as the vector wants
    const whole = await decidedByCore(vector, compiled, native, [], lacks);
    const shared = toldOf(vector, native).tokens.filter((token) => asked(vector).tokens.includes(token));
    expect(essence({ ...whole.decision }, shared)).toEqual(essence(wantedDecision(vector, asked(vector)), shared));
  });

  test('whatever it lacks or tells in its own way has its reason', () => {
    for (const { because } of [...native.told, ...Object.values(native.lacks)]) expect(because).not.toBe('');
  });
}
