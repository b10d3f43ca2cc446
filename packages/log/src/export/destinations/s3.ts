// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { Destination, DestinationOptions } from './destination.ts';
import { PART_LIMITS, partsOf } from './part.ts';

/** Objects of a bucket, by day: `s3://bucket/prefix`. Region, credentials and endpoint are those of the AWS SDK's environment, and so are its retries. */
export async function openS3(to: string, { format, ports }: DestinationOptions): Promise<Destination> {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,62})(?:\/(.*))?$/.exec(to) ?? [];
  if (bucket === undefined) throw new AssayError('ERR_EXPORT', `expected \`s3://bucket/prefix\`, and found \`${to}\``);
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const { env } = ports;
  // an endpoint of one's own rarely has a name for each bucket
  const forcePathStyle = Boolean(env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL']);
  const client = new S3Client({ forcePathStyle, maxAttempts: 8 });
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return {
    place: to,
    limits: PART_LIMITS,
    send: async (batch) => {
      for await (const { name, contentType, bytes } of partsOf(batch, format)) {
        try {
          await client.send(
            new PutObjectCommand({ Bucket: bucket, Key: folder + name, Body: bytes, ContentType: contentType }),
          );
        } catch (cause) {
          throw new AssayError('ERR_EXPORT', `the bucket \`${bucket}\` did not take \`${folder + name}\``, { cause });
        }
      }
    },
    close: async () => client.destroy(),
  };
}
