// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import fc from 'fast-check';
import { entryOf } from '../../entry/make-entry.ts';
import { recordOf } from '../../testing/record-of.ts';
import { headOf } from './head.ts';
import { formatLine, parseLine } from './line.ts';

const AT = { path: 'log.jsonl', number: 7 };

/** Values as they are once they were JSON: what a record is made of. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const members = fc.dictionary(fc.string(), json).map((value) => JSON.parse(JSON.stringify(value)) as object);

describe('a line of a log', () => {
  it('gives the entry back, byte for byte, whatever the personal data are', () => {
    fc.assert(
      fc.property(fc.string(), members, members, json, fc.boolean(), (id, claims, inputs, value, isErased) => {
        const record = recordOf({ n: 1, subject: id, inputs });
        const withValues = JSON.parse(
          JSON.stringify({ ...record, baseline: { ...record.baseline, claims } }),
        ) as typeof record;
        Object.assign(withValues.granted!.tokens[0]!.claims[0]!, { value });
        const {
          shapeDigest: _digest,
          shape,
          subject,
          ...entry
        } = entryOf({ kind: 'decision', writer: 'w', seq: 1, record: withValues });
        const kept = isErased ? { ...entry, openings: '{}' } : { ...entry, ...(subject !== undefined && { subject }) };
        const line = formatLine({ ...kept, shape });
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(parseLine(line, AT)).toEqual({ entry: kept, shape, isNumbered: true });
      }),
    );
  });

  it('is read, or refused with a code, whatever it is', () => {
    const part = fc.constantFrom(
      'version',
      'who',
      'granted',
      'withheld',
      'entry',
      'baseline',
      'inputs',
      'kind',
      'time',
      'id',
    );
    const near = fc.tuple(part, json).map(([name, value]) => JSON.stringify({ ...recordOf({ n: 1 }), [name]: value }));
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          fc.string(),
          json.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          try {
            expect(parseLine(text, AT).entry.leaf).toHaveLength(32);
          } catch (cause) {
            expect(isAssayError(cause) && cause.code).toMatch(/^ERR_(?:LOG_CORRUPT|STORE_VERSION)$/);
          }
        },
      ),
    );
  });

  it('has the head that reading it comes to, or none', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('permit', 'deny'), (adapter, outcome) => {
        const line = formatLine(
          entryOf({ kind: 'decision', writer: 'w', seq: 1, record: recordOf({ n: 1, adapter, outcome }) }),
        );
        const { key, time } = parseLine(line, AT).entry;
        expect([undefined, { key, time }]).toContainEqual(headOf(line));
      }),
    );
    const { key, time } = entryOf({ kind: 'decision', writer: 'w', seq: 1, record: recordOf({ n: 1 }) });
    expect(headOf(JSON.stringify(recordOf({ n: 1 })))).toEqual({ key, time });
  });
});
