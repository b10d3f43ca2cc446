// SPDX-License-Identifier: Apache-2.0
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

/** Opens what `to` says. Rejects with ERR_EXPORT or ERR_FILE_EXISTS. */
export function openDestination(to: string, options: DestinationOptions): Promise<Destination> {
  const kind = DESTINATIONS.find(({ is }) => is.test(to)) ?? DESTINATIONS.at(-1)!; // sound: the last takes any
  return kind.open(to, options);
}
