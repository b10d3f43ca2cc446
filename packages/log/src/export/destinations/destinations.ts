// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { isSystemError } from '../../is-errno.ts';
import type { Destination, DestinationOptions } from './destination.ts';
import { openFile, openStdout } from './file.ts';
import { openFirehose } from './firehose.ts';
import { openFolder } from './folder.ts';
import { openHttp } from './http.ts';
import { openKafka } from './kafka.ts';
import { openS3 } from './s3.ts';

interface Kind {
  /** As it is written on a command line. */
  readonly form: string;
  readonly is: RegExp;
  readonly open: (to: string, options: DestinationOptions) => Promise<Destination>;
}

/** Where records go, in the order they are looked at: what is nothing else is a file. */
export const DESTINATIONS: readonly Kind[] = [
  { form: '-', is: /^-$/, open: openStdout },
  { form: 's3://bucket/prefix', is: /^s3:/, open: openS3 },
  { form: 'firehose:stream', is: /^firehose:/, open: openFirehose },
  { form: 'kafka://host:port/topic', is: /^kafkas?:/, open: openKafka },
  { form: 'https://host/path', is: /^https?:/, open: openHttp },
  { form: 'FOLDER/', is: /\/$/, open: openFolder },
  { form: 'FILE', is: /./s, open: openFile },
];

/** Opens what `to` says. It, and what is opened, reject with ERR_EXPORT or ERR_FILE_EXISTS. */
export async function openDestination(to: string, options: DestinationOptions): Promise<Destination> {
  const kind = DESTINATIONS.find(({ is }) => is.test(to)) ?? DESTINATIONS.at(-1)!; // sound: the last takes any
  const destination = await coded(to, () => kind.open(to, options));
  const { place } = destination;
  return {
    ...destination,
    send: (batch) => coded(place, () => destination.send(batch)),
    close: () => coded(place, () => destination.close()),
  };
}

/** What the system says of a file or a disk, as an error of ours. */
async function coded<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new AssayError('ERR_EXPORT', `\`${place}\` could not be written (${cause.code})`, { cause });
  }
}
