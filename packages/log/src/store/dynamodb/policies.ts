// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { AssayError } from '@assay/core/errors';
import type { ArchivedPolicy, LogStore, PolicyUse } from '../log-store.ts';
import { ignoreCondition } from './directory.ts';
import { each } from './each.ts';
import { keyOf, padded, PARTITIONS, type Item } from './keys.ts';
import type { Reader } from './reader.ts';
import type { WriteCalls } from './sdk-writing.ts';

/** DynamoDB takes items up to 400 kB: what is larger is cut. */
const PART_BYTES = 350_000;
const MAX_BYTES = 256_000_000;
const AT_ONCE = 4;

type Head = Omit<ArchivedPolicy, 'table' | 'files' | 'uses'>;

/** Remembers a policy set by its digest, its texts in as many parts as it takes. What is there already gets one more use. */
export async function archivePolicy(writes: WriteCalls, table: string, policy: ArchivedPolicy): Promise<void> {
  const { digest, project, revision, uses, table: rules, files } = policy;
  const put = (Item: Item): Promise<boolean> =>
    ignoreCondition(writes.putItem({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
  const key = keyOf(PARTITIONS.policies, digest);
  if ((await writes.getItem({ TableName: table, Key: key, ConsistentRead: true })).Item === undefined) {
    const text = JSON.stringify({ table: rules, files });
    const bytes = gzipSync(text);
    // of two who archive different texts at once each writes parts of its own, and the head says whose count
    const content = hash('sha256', text, 'hex').slice(0, 32);
    const parts = Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, at) => at);
    await each(parts, AT_ONCE, (at) =>
      put({
        ...keyOf(PARTITIONS.policy(digest), partSort(content, at)),
        bytes: { B: bytes.subarray(at * PART_BYTES, (at + 1) * PART_BYTES) },
      }),
    );
    await put({
      ...key,
      project: { S: project },
      ...(revision !== undefined && { revision: { S: revision } }),
      content: { S: content },
      parts: { N: `${parts.length}` },
    });
  }
  await each(uses, AT_ONCE, ({ time, what, by }) =>
    put({
      ...keyOf(PARTITIONS.policies, `${digest}#${padded(time)}#${what}#${hash('sha256', by, 'hex').slice(0, 16)}`),
      time: { N: `${time}` },
      what: { S: what },
      by: { S: by },
    }),
  );
}

const partSort = (content: string, at: number): string => `${content}#${padded(at)}`;

/** Every policy set, without its texts; the one that was used first comes first. */
export async function policiesOf(reader: Reader): ReturnType<LogStore['policies']> {
  const found: { readonly head: Head; readonly uses: PolicyUse[] }[] = [];
  for await (const item of reader.all({ by: ['pk', 'sk'], partition: PARTITIONS.policies })) {
    const use = useOf(item);
    if (use === undefined) found.push({ head: headOf(item), uses: [] });
    // a use sorts behind its policy
    else found.at(-1)?.uses.push(use);
  }
  return found
    .map(({ head, uses }) => ({ ...head, uses }))
    .toSorted((a, b) => (a.uses[0]?.time ?? 0) - (b.uses[0]?.time ?? 0));
}

/** One policy set, whole. Throws ERR_LOG_CORRUPT where its texts are not. */
export async function policyOf(reader: Reader, digest: string): Promise<ArchivedPolicy | undefined> {
  const range = { by: ['pk', 'sk'], partition: PARTITIONS.policies, from: digest, to: `${digest}#~` } as const;
  const [head, ...uses] = await reader.list(range);
  if (head === undefined) return undefined;
  const content = head['content']?.S ?? '';
  const count = Number(head['parts']?.N);
  const parts: Uint8Array[] = [];
  const partRange = {
    by: ['pk', 'sk'],
    partition: PARTITIONS.policy(digest),
    from: partSort(content, 0),
    to: partSort(content, count - 1),
  } as const;
  for await (const { bytes } of reader.all(partRange)) if (bytes?.B !== undefined) parts.push(bytes.B);
  return { ...headOf(head), ...textsOf(parts, digest), uses: uses.flatMap((item) => useOf(item) ?? []) };
}

function textsOf(parts: readonly Uint8Array[], digest: string): Pick<ArchivedPolicy, 'table' | 'files'> {
  try {
    const text = gunzipSync(Buffer.concat(parts), { maxOutputLength: MAX_BYTES }).toString('utf8');
    return JSON.parse(text) as Pick<ArchivedPolicy, 'table' | 'files'>; // sound: we wrote it
  } catch (cause) {
    throw new AssayError('ERR_LOG_CORRUPT', `the texts of the policy set \`${digest}\` are damaged`, { cause });
  }
}

const headOf = ({ sk, project, revision }: Item): Head => ({
  digest: sk?.S ?? '',
  project: project?.S ?? '',
  ...(revision?.S !== undefined && { revision: revision.S }),
});

function useOf({ time, what, by }: Item): PolicyUse | undefined {
  if (time?.N === undefined || by?.S === undefined) return undefined;
  return { time: Number(time.N), what: what?.S === 'built' ? 'built' : 'loaded', by: by.S };
}
