// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import { protect, type FieldRule } from '@assay/core/log';
import { fuzzRuns } from '@assay/core/testing';
import fc from 'fast-check';
import { entryOf } from '../entry/make-entry.ts';
import { PERSONAL } from '../entry/personal.ts';
import { contentOf } from '../entry/reveal.ts';
import { recordOf, TEST_START } from '../testing/record-of.ts';
import { createPostParser } from './parse-post.ts';

const parse = createPostParser(() => TEST_START + 86_400_000);
const JWT = `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`;
const postOf = (record: unknown): object => ({ writer: 'w1', records: [{ seq: 0, record }] });
const read = (body: unknown) => parse(body, 1);

/** Every place of a JSON value, the whole among them. */
function placesOf(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, member]) => placesOf(member, [...at, name]))];
}

/** A copy with another value at a place. */
function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as never)
    : { ...(value as object) }; // sound: a place in it
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}

const WHOLE = postOf(recordOf({ n: 1, withheld: ['payments:approve'] }));
const PLACES = placesOf(WHOLE);
const LEAVES = PLACES.filter((place) => {
  const leaf = place.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], WHOLE); // sound: a place in it
  return typeof leaf === 'string';
});

describe('the parser of posts', () => {
  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat({ max: 5_000_000 }), (value, bytes) => {
        for (const body of [
          value,
          { writer: 'w1', records: value },
          { writer: 'w1', records: [value] },
          postOf(value),
        ]) {
          const result = parse(body, bytes);
          expect(result.ok || [400, 413].includes(result.refusal.status)).toBe(true);
        }
      }),
      fuzzRuns(200),
    );
  });

  it('takes nothing that could not be kept and read again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), fc.jsonValue(), (place, value) => {
        // JSON has no negative zero to give back
        const result = read(replaced(WHOLE, place, JSON.parse(JSON.stringify(value))));
        if (!result.ok) return;
        for (const content of result.value.contents) expect(contentOf(entryOf(content))).toEqual(content);
      }),
      fuzzRuns(500),
    );
  });

  it('points at what is wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), fc.jsonValue(), (place, value) => {
        const result = read(replaced(WHOLE, place, value));
        if (result.ok) return;
        const { problems = [] } = result.refusal;
        expect(problems.length).toBeGreaterThan(0);
        const pointer = place.map((step) => `/${step}`).join('');
        for (const { path } of problems)
          expect(`${path}/`.startsWith(`${pointer}/`) || `${pointer}/`.startsWith(`${path}/`)).toBe(true);
      }),
      fuzzRuns(500),
    );
  });

  it('lets no token through, and repeats none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LEAVES), fc.constantFrom('', 'Bearer ', 'x '), (place, before) => {
        expect(JSON.stringify(read(replaced(WHOLE, place, before + JWT)))).not.toContain(JWT);
      }),
      fuzzRuns(200),
    );
  });

  it('takes records whose personal data their host replaced', () => {
    const rules = fc
      .subarray(PERSONAL.map(({ pointer }) => pointer))
      .chain((pointers) =>
        fc.tuple(
          ...pointers.map((pointer): fc.Arbitrary<FieldRule> =>
            fc.constantFrom<FieldRule['rule']>('keep', 'hmac', 'drop').map((rule) => ({ pointer, rule })),
          ),
        ),
      );
    const hmac = (text: string): string => createHmac('sha256', 'key').update(text).digest('base64url');
    fc.assert(
      fc.property(rules, (fields) => {
        const record = protect(recordOf({ n: 1, inputs: { digest: `sha256-${'c'.repeat(64)}` } }), fields, hmac);
        const result = read(postOf(JSON.parse(JSON.stringify(record))));
        if (!result.ok) throw new Error(JSON.stringify(result.refusal));
        const [content] = result.value.contents;
        if (content?.kind !== 'decision') throw new Error('expected a decision');
        // what was hashed as a whole stands there as an empty object, and is named as redacted
        const { inputs, correlation, baseline } = content.record;
        expect(content.record).toEqual({ ...record, inputs, correlation, baseline });
        expect([inputs, correlation, baseline?.claims].map((holder) => typeof holder)).toEqual(Array(3).fill('object'));
        expect(contentOf(entryOf(content))).toEqual(content);
      }),
      fuzzRuns(200),
    );
  });
});
