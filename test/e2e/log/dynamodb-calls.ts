// SPDX-License-Identifier: Apache-2.0
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What a client has sent, and what DynamoDB has read for it. */
export interface Calls {
  /** How often each command was sent, by its name. */
  readonly sent: () => Readonly<Record<string, number>>;
  /** Items of indexes that were read: they are entries. */
  readonly entries: () => number;
  /** All items that were read: entries, and what leads to them. */
  readonly items: () => number;
  readonly reset: () => void;
}

interface Output {
  readonly ScannedCount?: number;
  readonly Item?: object;
  readonly Responses?: Readonly<Record<string, readonly object[]>>;
}

/** Counts what goes through a client. */
export function countCalls(client: DynamoDBClient): Calls {
  let sent: Record<string, number> = {};
  let entries = 0;
  let items = 0;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        sent[commandName] = (sent[commandName] ?? 0) + 1;
        const result = await next(args);
        const { ScannedCount = 0, Item, Responses = {} } = result.output as Output; // sound: an output of DynamoDB
        const read = ScannedCount + (Item === undefined ? 0 : 1) + Object.values(Responses).flat().length;
        items += read;
        if ('IndexName' in args.input) entries += read;
        return result;
      },
    { step: 'initialize' },
  );
  return {
    sent: () => sent,
    entries: () => entries,
    items: () => items,
    reset: () => {
      sent = {};
      entries = 0;
      items = 0;
    },
  };
}

/** Lets `fails` say of every call, by its command and how many of that were sent before, what it fails with, or nothing. */
export function failCalls(client: DynamoDBClient, fails: (command: string, before: number) => Error | undefined): void {
  const before: Record<string, number> = {};
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const count = before[commandName] ?? 0;
        before[commandName] = count + 1;
        const cause = fails(commandName, count);
        return cause === undefined ? next(args) : Promise.reject(cause);
      },
    { step: 'initialize' },
  );
}
