// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { DecisionRecord, DecisionSink } from '@assay/core/log';
import type { Content, LossContent } from '../../entry/entry.ts';
import { post, type CollectorAddress } from './post.ts';

export interface CollectorSinkOptions extends CollectorAddress {
  /** The name of this writer, used once: each start of a host is another one (`newWriter`). */
  readonly writer: string;
}

/** So many losses are told in one post. */
const MAX_TOLD = 20;

/**
 * A sink that posts each record by itself, for a platform that keeps nothing between two events but perhaps the memory of a module. It numbers its records there;
 * what was lost is told with the next one that arrives. `write` resolves once the collector has the record; it rejects with ERR_COLLECTOR or ERR_RECORD_CONFLICT.
 */
export function createCollectorSink({ writer, ...address }: CollectorSinkOptions): DecisionSink {
  const { clock } = address;
  let seq = 0;
  // INVARIANT: a loss that was sent once stays as it is, so that the collector knows it when it comes again
  let sent: readonly LossContent[] = [];
  const lost: LossContent[] = [];

  const lose = (number: number): void => {
    const last = lost.at(-1);
    if (last?.lost.to === number - 1) {
      lost[lost.length - 1] = { ...last, lost: { ...last.lost, to: number } };
      return;
    }
    const time = new Date(clock()).toISOString();
    lost.push({
      kind: 'loss',
      writer,
      seq: number,
      time,
      lost: { writer, from: number, to: number },
      reason: 'ERR_COLLECTOR',
    });
  };

  const write = async (record: DecisionRecord): Promise<void> => {
    const number = seq++;
    sent = [...sent, ...lost.splice(0, MAX_TOLD - sent.length)];
    const told = sent;
    const contents: readonly Content[] = [...told, { kind: 'decision', writer, seq: number, record }];
    let status: string | undefined;
    try {
      status = (await post(address, writer, contents)).at(-1);
    } catch (cause) {
      lose(number);
      throw cause;
    }
    sent = sent.filter((loss) => !told.includes(loss));
    // the collector has written down that this number was none
    if (status === 'conflict')
      throw new AssayError('ERR_RECORD_CONFLICT', `the log has \`${record.id}\` with other contents`);
  };

  return { name: 'collector', write, flush: async () => {} };
}
