// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { EXPORTS } from '../formats/formats.ts';
import type { Destination, DestinationOptions } from './destination.ts';

const USAGE = '`kafka://host:port,host:port/topic`, or `kafkas://` for TLS';

/**
 * A topic, one message for each record: the key is the decision's id, so that all of one decision are in one partition, in their order. Safe once every replica in sync has it.
 * `KAFKA_USERNAME` and `KAFKA_PASSWORD` sign in, by SCRAM-SHA-512 or what `KAFKA_SASL_MECHANISM` says.
 */
export async function openKafka(to: string, { format, ports }: DestinationOptions): Promise<Destination> {
  const [, scheme, brokers, topic] = /^(kafkas?):\/\/([\w.:[\],-]+)\/([\w.-]{1,249})$/.exec(to) ?? [];
  if (brokers === undefined || topic === undefined)
    throw new AssayError('ERR_EXPORT', `expected ${USAGE}, and found \`${to}\``);
  if (format === 'parquet') throw new AssayError('ERR_EXPORT', 'Parquet goes into a file, a folder or a bucket');
  const { contentType } = EXPORTS[format];
  const { Producer, stringSerializers } = await import('@platformatic/kafka');
  const { KAFKA_USERNAME: username, KAFKA_PASSWORD: password, KAFKA_SASL_MECHANISM: mechanism } = ports.env;
  const producer = new Producer({
    clientId: 'assay',
    bootstrapBrokers: brokers.split(','),
    serializers: stringSerializers,
    retries: 8,
    ...(scheme === 'kafkas' && { tls: {} }),
    ...(username !== undefined &&
      password !== undefined && { sasl: { mechanism: mechanismOf(mechanism), username, password } }),
  });
  return {
    place: to,
    limits: { items: 500, bytes: 512 << 10 },
    send: async (batch) => {
      try {
        await producer.send({
          acks: -1,
          messages: batch.map(({ item, text }) => ({
            topic,
            key: item.id,
            value: text,
            headers: { 'content-type': contentType },
            timestamp: BigInt(item.time),
          })),
        });
      } catch (cause) {
        throw new AssayError('ERR_EXPORT', `the topic \`${topic}\` did not take the records`, { cause });
      }
    },
    close: () => producer.close(),
  };
}

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

function mechanismOf(given = 'SCRAM-SHA-512'): (typeof MECHANISMS)[number] {
  const found = MECHANISMS.find((mechanism) => mechanism === given);
  if (found === undefined)
    throw new AssayError('ERR_EXPORT', `expected one of ${MECHANISMS.join(', ')}, and found \`${given}\``);
  return found;
}
