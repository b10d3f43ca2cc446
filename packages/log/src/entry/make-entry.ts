// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { leafHash } from '../tree/hashes.ts';
import { conceal, type SaltOf } from './conceal.ts';
import type { Content, Entry } from './entry.ts';
import { shapeOf } from './shape.ts';

/**
 * The entry of what is to be logged: personal data as commitments, and what it is looked up by. `saltOf`: the salts it was written with, where it was. Throws
 * ERR_RECORD_INVALID for what has not the shape of a record.
 */
export function entryOf(content: Content, saltOf?: SaltOf): Entry {
  try {
    return makeEntry(content, saltOf);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new AssayError('ERR_RECORD_INVALID', `\`${content.seq}\` of \`${content.writer}\` is no decision record`, {
      cause,
    });
  }
}

function makeEntry(content: Content, saltOf?: SaltOf): Entry {
  const { kind, writer, seq } = content;
  const { shape, digest } = shapeOf(content);
  const { body, openings } = textsOf(content, saltOf);
  const subject = content.kind === 'decision' ? content.record.who?.subject.id : undefined;
  return {
    kind,
    key: keyOf(content),
    time: Date.parse(content.kind === 'decision' ? content.record.time : content.time),
    ...(subject !== undefined && { subject }),
    writer,
    seq,
    shape,
    shapeDigest: digest,
    body,
    openings,
    leaf: leafHash(body),
  };
}

/** What makes two entries the same. A decision that was first permitted and then refused is two: the second says what became of the first. */
export const keyOf = (content: Content): string =>
  content.kind === 'decision'
    ? `${content.record.id}.${content.record.outcome}`
    : `${content.writer}.${content.seq}.${content.kind}`;

function textsOf(content: Content, saltOf: SaltOf | undefined): { readonly body: string; readonly openings: string } {
  if (content.kind !== 'decision') return { body: JSON.stringify(content), openings: '{}' };
  const { record, openings } = conceal(content.record, saltOf);
  const { kind, writer, seq } = content;
  return { body: JSON.stringify({ kind, writer, seq, record }), openings };
}
