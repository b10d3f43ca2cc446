// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { AssayError } from '@assay/core/errors';
import { entryOf } from '../../entry/make-entry.ts';
import { recordOf } from '../../testing/record-of.ts';
import { formatCursor } from '../cursor.ts';
import { entryOfItem, itemOf } from './item.ts';
import { orderOf, type Item } from './keys.ts';
import { boundsOf } from './ranges.ts';

const SHARDS = { time: 1, shape: 2, subject: 3 };

describe('the item of an entry', () => {
  const entry = entryOf({ kind: 'decision', writer: 'w1', seq: 7, record: recordOf({ n: 1 }) });

  it('holds the entry, and what it is looked up by', () => {
    const item = itemOf(entry, SHARDS, 30);
    const { shape: _shape, shapeDigest, ...stored } = entry;
    expect(entryOfItem(item)).toEqual(stored);
    expect(item).toMatchObject({
      pk: { S: `E#${recordOf({ n: 1 }).id}` },
      sk: { S: 'permit' },
      byTime: { S: '2026-11-20#1' },
      byShape: { S: `${shapeDigest}#2` },
      bySubject: { S: '=dana#3' },
      pending: { S: 'PENDING#1' },
      expires: { N: `${entry.time / 1000 + 30 * 86_400}` },
    });
  });

  it('is refused with a coded error where it is none of ours, whatever it is', () => {
    const value = fc.oneof(
      fc.record({ S: fc.string() }),
      fc.record({ N: fc.integer().map(String) }),
      fc.record({ B: fc.uint8Array() }),
    );
    const names = fc.constantFrom('order', 'writer', 'seq', 'body', 'openings', 'subject', 'position');
    fc.assert(
      fc.property(fc.dictionary(names, value), (item) => {
        try {
          entryOfItem(item as Item); // sound: attributes have one member
        } catch (cause) {
          expect(cause).toBeInstanceOf(AssayError);
          expect(cause).toMatchObject({ code: 'ERR_LOG_CORRUPT' });
        }
      }),
    );
  });
});

describe('the bounds of a page', () => {
  it('hold everything behind the cursor, and not the cursor', () => {
    const keys = fc.stringMatching(/^[0-9a-f-]{1,8}\.(?:permit|deny|loss|repeat)$/);
    const cursors = fc.record({ time: fc.integer({ min: 0, max: 3 }), key: keys });
    fc.assert(
      fc.property(cursors, cursors, fc.boolean(), (cursor, other, isNewestFirst) => {
        const { from = '', to = '\u{10ffff}' } = boundsOf(
          {},
          { after: formatCursor(cursor), order: isNewestFirst ? 'newest' : 'oldest' },
        );
        const order = orderOf(other);
        const isBehind = isNewestFirst ? order < orderOf(cursor) : order > orderOf(cursor);
        expect(order >= from && order <= to).toBe(isBehind);
      }),
    );
  });
});
