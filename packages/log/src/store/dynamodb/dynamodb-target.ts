// SPDX-License-Identifier: Apache-2.0
import { entryOf } from '../../entry/make-entry.ts';
import type { Target } from '../../sink/target.ts';
import { connect } from './connection.ts';
import type { DynamoDbOptions } from './options.ts';
import { createWriter, type Append } from './writer.ts';

/**
 * Writes straight to a table, and cannot be asked: what a function that is started for one decision needs, and no more. The AWS SDK is loaded with the first
 * record; a record of a known shape is one round trip, one of a shape that nobody has written yet three.
 */
export function createDynamoDbTarget(options: DynamoDbOptions): Target {
  let opened: Promise<{ readonly append: Append; readonly close: () => void }> | undefined;
  const open = async (): Promise<{ readonly append: Append; readonly close: () => void }> => {
    const { calls, close } = await connect(options);
    return { append: createWriter(calls, options), close };
  };
  return {
    name: 'dynamodb',
    append: async (contents) => {
      opened ??= open();
      const { append } = await opened;
      return append(contents.map((content) => entryOf(content)));
    },
    close: async () => {
      if (opened !== undefined) (await opened).close();
    },
  };
}
