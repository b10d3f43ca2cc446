// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { backOff } from './back-off.ts';
import type { Destination, DestinationOptions } from './destination.ts';

/** Of one call: PutRecordBatch takes 500 records and 4 MiB, of one record 1,000 KiB. */
const LIMITS = { items: 500, bytes: 4 << 20 };
const LARGEST = 1_024_000;

/** A delivery stream: `firehose:name`, a line for each record. Only what was refused is sent again. */
export async function openFirehose(to: string, { ports }: DestinationOptions): Promise<Destination> {
  const DeliveryStreamName = to.slice('firehose:'.length);
  if (!/^[\w.-]{1,64}$/.test(DeliveryStreamName))
    throw new AssayError('ERR_EXPORT', `expected \`firehose:stream\`, and found \`${to}\``);
  const { FirehoseClient, PutRecordBatchCommand } = await import('@aws-sdk/client-firehose');
  const client = new FirehoseClient({ maxAttempts: 8 });
  const fail = (what: string, cause?: unknown): AssayError =>
    new AssayError('ERR_EXPORT', `the stream \`${DeliveryStreamName}\` ${what}`, { cause });

  return {
    place: to,
    limits: LIMITS,
    send: async (batch) => {
      let waiting = batch.map(({ item, text }) => {
        const Data = Buffer.from(`${text}\n`, 'utf8');
        if (Data.length > LARGEST) throw fail(`takes no record of ${Data.length} bytes: \`${item.key}\``);
        return { Data };
      });
      await backOff(async () => {
        const answer = await client
          .send(new PutRecordBatchCommand({ DeliveryStreamName, Records: waiting }))
          .catch((cause: unknown) => {
            throw fail('did not take the records', cause);
          });
        if (!answer.FailedPutCount) return { isDone: true };
        const refused = answer.RequestResponses ?? [];
        waiting = waiting.filter((_, at) => refused[at]?.ErrorCode !== undefined);
        const code = refused.find(({ ErrorCode }) => ErrorCode !== undefined)?.ErrorCode;
        return { isDone: false, cause: fail(`refused ${waiting.length} records: ${code}`) };
      }, ports.sleep);
    },
    close: async () => client.destroy(),
  };
}
