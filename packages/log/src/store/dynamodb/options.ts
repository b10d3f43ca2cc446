// SPDX-License-Identifier: Apache-2.0
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface DynamoDbOptions {
  readonly table: string;
  /** Where it is absent, the environment says it. */
  readonly region?: string;
  /** How many shards what is hot is spread over; 4, where absent. It is only ever raised: readers ask as many as any writer had. */
  readonly shards?: number;
  /** After how many days DynamoDB drops entries by itself, whether they were exported or not. Absent: never. */
  readonly ttlDays?: number;
  /** A client that is there already. It is not destroyed by closing what it was given to. */
  readonly client?: DynamoDBClient;
  /** Milliseconds since 1970; the machine's, where absent. */
  readonly clock?: () => number;
  /** Of one writer to one client, subject or to all, within a second: above it they are spread over the shards; 50, where absent. */
  readonly calmPerSecond?: number;
}

export const DEFAULT_SHARDS = 4;
