// SPDX-License-Identifier: Apache-2.0
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Content, DecisionContent, StoredEntry } from '../entry/entry.ts';
import { entryOf } from '../entry/make-entry.ts';
import { contentOf, recordOf as recordIn } from '../entry/reveal.ts';
import { termOf } from '../entry/terms.ts';
import type { LogStore } from '../store/log-store.ts';
import type { Question } from '../store/question.ts';
import { EMPTY_ROOT, leafHash } from '../tree/hashes.ts';
import { createTreeBuilder } from '../tree/frontier.ts';
import { PROOF_CASES } from './proof-cases.ts';
import { recordOf, TEST_START, type RecordPart } from './record-of.ts';

/** One thing every store does. */
export interface StoreCase {
  readonly name: string;
  /** `open` opens the same, once empty store again; what it opened is closed by the caller. Rejects with an AssertionError. */
  readonly run: (open: () => Promise<LogStore>) => Promise<void>;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

const decision = (part: RecordPart, seq = part.n, writer = 'w1'): DecisionContent => ({
  kind: 'decision',
  writer,
  seq,
  record: recordOf(part),
});

/** Equal as JSON: what a driver returns may have prototypes of its own. */
function same(actual: unknown, expected: unknown): void {
  deepStrictEqual(JSON.parse(JSON.stringify(actual)), JSON.parse(JSON.stringify(expected)));
}

const append = (store: LogStore, ...contents: readonly Content[]): ReturnType<LogStore['append']> =>
  store.append(contents.map((content) => entryOf(content)));

/** 60 decisions over two days: three clients, two subjects, a third of them refused at one client. */
const many: readonly DecisionContent[] = Array.from({ length: 60 }, (_, n) =>
  decision({
    n,
    time: TEST_START + n * 40 * MINUTE,
    subject: n % 2 === 0 ? 'dana' : 'lee',
    client: ['portal', 'billing', 'agent'][n % 3]!, // sound: three of them
    adapter: n % 4 === 0 ? 'auth0' : 'cognito',
    outcome: n % 3 === 2 ? 'deny' : 'permit',
    granted: n % 3 === 2 ? [] : n % 5 === 0 ? ['payments:read', 'payments:write'] : ['payments:read'],
    withheld: n % 5 === 1 ? ['payments:approve'] : [],
  }),
);

async function everything(
  store: LogStore,
  question: Question,
  limit: number,
  order?: 'newest' | 'oldest',
): Promise<readonly StoredEntry[]> {
  const found: StoredEntry[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.page(question, { limit, ...(after !== undefined && { after }), ...(order && { order }) });
    ok(page.entries.length <= limit, 'a page is never longer than asked for');
    found.push(...page.entries);
    if (page.next === undefined) return found;
    after = page.next;
  }
}

const numbers = (entries: readonly StoredEntry[]): readonly number[] => entries.map(({ seq }) => seq);
const wanted = (holds: (content: DecisionContent) => boolean): readonly number[] =>
  many
    .filter(holds)
    .map(({ seq }) => seq)
    .toReversed();

const QUESTIONS: readonly (readonly [string, Question, (content: DecisionContent) => boolean])[] = [
  ['everything', {}, () => true],
  ['by subject', { subject: 'lee' }, ({ record }) => record.who?.subject.id === 'lee'],
  ['by client', { terms: [[termOf('client', 'billing')]] }, ({ record }) => record.who?.client.id === 'billing'],
  [
    'by either of two clients',
    { terms: [[termOf('client', 'billing'), termOf('client', 'agent')]] },
    ({ record }) => record.who?.client.id !== 'portal',
  ],
  ['by outcome', { terms: [[termOf('outcome', 'deny')]] }, ({ record }) => record.outcome === 'deny'],
  ['by identity provider', { terms: [[termOf('idp', 'auth0')]] }, ({ record }) => record.host.adapter === 'auth0'],
  [
    'by scope that was granted',
    { terms: [[termOf('granted', 'payments:write')]] },
    ({ record }) => record.granted?.scopes.some(({ scope }) => scope === 'payments:write') === true,
  ],
  [
    'by scope that was withheld',
    { terms: [[termOf('scope', 'payments:approve')]] },
    ({ record }) => record.withheld.scopes.length > 0,
  ],
  ['by claim', { terms: [[termOf('claim', 'tenant')]] }, ({ record }) => record.outcome === 'permit'],
  ['by rule', { terms: [[termOf('rule', 'reader')]] }, () => true],
  [
    'by subject, client and outcome together',
    { subject: 'dana', terms: [[termOf('client', 'agent')], [termOf('outcome', 'deny')]] },
    ({ record }) => record.who?.subject.id === 'dana' && record.outcome === 'deny',
  ],
  [
    'within a time',
    { since: TEST_START + 10 * 40 * MINUTE, until: TEST_START + 20 * 40 * MINUTE },
    ({ seq }) => seq >= 10 && seq < 20,
  ],
  [
    'of a client within a time',
    {
      terms: [[termOf('client', 'portal')]],
      since: TEST_START + 10 * 40 * MINUTE,
      until: TEST_START + 50 * 40 * MINUTE,
    },
    ({ seq, record }) => seq >= 10 && seq < 50 && record.who?.client.id === 'portal',
  ],
  ['of nobody', { subject: 'nobody' }, () => false],
  ['by a client there is not', { terms: [[termOf('client', 'nothing')]] }, () => false],
];

/** What every store passes, in the order of importance. */
export const STORE_SUITE: readonly StoreCase[] = [
  {
    name: 'gives back what was appended, whole, after it was opened again',
    run: async (open) => {
      const content = decision({ n: 1, inputs: { digest: 'd' } });
      const store = await open();
      same(await append(store, content), ['stored']);
      await store.close();
      const again = await open();
      const [entry, ...others] = await again.read(content.record.id);
      ok(entry);
      same(others, []);
      same(contentOf(entry), content);
      same(Buffer.from(entry.leaf), Buffer.from(leafHash(entry.body)));
      strictEqual(entry.body.includes('dana'), false, 'personal data are not in what is hashed');
    },
  },
  {
    name: 'keeps a batch that comes twice once',
    run: async (open) => {
      const store = await open();
      const batch = [decision({ n: 1 }), decision({ n: 2 })];
      same(await append(store, ...batch), ['stored', 'stored']);
      same(await append(store, ...batch, decision({ n: 3 })), ['known', 'known', 'stored']);
      strictEqual((await everything(store, {}, 10)).length, 3);
    },
  },
  {
    name: 'keeps an entry that comes twice in one batch once',
    run: async (open) => {
      const store = await open();
      same(await append(store, decision({ n: 1 }), decision({ n: 1 })), ['stored', 'known']);
      strictEqual((await everything(store, {}, 10)).length, 1);
    },
  },
  {
    name: 'tells the same decision by another attempt from another decision under its id',
    run: async (open) => {
      const store = await open();
      await append(store, decision({ n: 1 }));
      const { record } = decision({ n: 1 });
      const retried = {
        ...record,
        timings: { gather: 9, decide: 9, total: 20 },
        correlation: { aws_request: 'other' },
      };
      const other = { ...record, who: { ...record.who!, subject: { type: 'user' as const, id: 'mallory' } } }; // sound: made above
      same(
        await append(
          store,
          { kind: 'decision', writer: 'w2', seq: 0, record: retried },
          { kind: 'decision', writer: 'w2', seq: 1, record: other },
          { kind: 'decision', writer: 'w1', seq: 1, record: other },
        ),
        ['repeated', 'conflict', 'conflict'],
      );
      same((await store.read(record.id)).map(contentOf), [decision({ n: 1 })]);
    },
  },
  {
    name: 'keeps a permit and a later refusal of one id',
    run: async (open) => {
      const store = await open();
      const permit = decision({ n: 1 });
      const denial = decision({ n: 1, outcome: 'deny' }, 2);
      same(await append(store, permit, denial), ['stored', 'stored']);
      const found = (await store.read(permit.record.id)).map((entry) => recordIn(entry)?.outcome ?? '');
      same(
        found.toSorted((a, b) => (a < b ? -1 : 1)),
        ['deny', 'permit'],
      );
    },
  },
  {
    name: 'gives of an id its decisions alone, whatever writers are called',
    run: async (open) => {
      const store = await open();
      const { record } = decision({ n: 1 });
      const time = new Date(TEST_START).toISOString();
      const lost = { writer: record.id, from: 4, to: 6 };
      await append(store, decision({ n: 1 }), {
        kind: 'loss',
        writer: record.id,
        seq: 4,
        time,
        lost,
        reason: 'ERR_STORE_FULL',
      });
      same(
        (await store.read(record.id)).map(({ kind }) => kind),
        ['decision'],
      );
    },
  },
  {
    name: 'knows nothing of an id it does not have',
    run: async (open) => same(await (await open()).read('01a20038-90d4-7a60-8a06-dbbe3a5a442d'), []),
  },
  ...QUESTIONS.map(([what, question, holds]): StoreCase => ({
    name: `answers ${what}, page by page, newest first`,
    run: async (open) => {
      const store = await open();
      for (let at = 0; at < many.length; at += 25) await append(store, ...many.slice(at, at + 25));
      for (const limit of [7, 100]) same(numbers(await everything(store, question, limit)), wanted(holds));
    },
  })),
  {
    name: 'answers oldest first, where asked',
    run: async (open) => {
      const store = await open();
      await append(store, ...many);
      same(
        numbers(await everything(store, { subject: 'lee' }, 7, 'oldest')),
        wanted(({ record }) => record.who?.subject.id === 'lee').toReversed(),
      );
    },
  },
  {
    name: 'pages over entries of one millisecond without a gap or a double',
    run: async (open) => {
      const store = await open();
      const at = Array.from({ length: 23 }, (_, n) => decision({ n, time: TEST_START }));
      await append(store, ...at);
      const found = numbers(await everything(store, {}, 4));
      same(
        found.toSorted((a, b) => a - b),
        at.map(({ seq }) => seq),
      );
    },
  },
  {
    name: 'counts by shape, in all and by the hour',
    run: async (open) => {
      const store = await open();
      await append(store, ...many);
      const count = (tallies: readonly { readonly count: number }[]): number =>
        tallies.reduce((sum, of) => sum + of.count, 0);
      const all = await store.tally({});
      strictEqual(count(all), 60);
      const billing = { terms: [[termOf('client', 'billing')]], since: TEST_START, until: TEST_START + DAY };
      const tallies = await store.tally(billing);
      strictEqual(count(tallies), 12);
      ok(tallies.every(({ shape }) => shape.decision?.client === 'billing'));
      const expected = many.filter(({ record, seq }) => record.who?.client.id === 'billing' && seq < 36);
      strictEqual(Math.min(...tallies.map(({ first }) => first)), Date.parse(expected[0]!.record.time)); // sound: twelve of them
      strictEqual(Math.max(...tallies.map(({ last }) => last)), Date.parse(expected.at(-1)!.record.time)); // sound: as above
      const hours = await store.tally(billing, 60 * MINUTE);
      strictEqual(count(hours), 12);
      ok(
        hours.every(
          ({ bucket, first }) => bucket % (60 * MINUTE) === 0 && first >= bucket && first < bucket + 60 * MINUTE,
        ),
      );
      strictEqual(count(await store.tally({ subject: 'dana' })), 30);
    },
  },
  {
    name: 'keeps entries that are no decisions',
    run: async (open) => {
      const store = await open();
      const loss: Content = {
        kind: 'loss',
        writer: 'w1',
        seq: 4,
        time: new Date(TEST_START).toISOString(),
        lost: { writer: 'w1', from: 4, to: 6 },
        reason: 'ERR_STORE_FULL',
      };
      await append(store, decision({ n: 1 }), loss);
      const losses = await everything(store, { terms: [[termOf('kind', 'loss')]] }, 10);
      same(losses.map(contentOf), [loss]);
      strictEqual((await everything(store, { terms: [[termOf('kind', 'decision')]] }, 10)).length, 1);
    },
  },
  {
    name: 'puts every entry into the tree once, in one order, that stays',
    run: async (open) => {
      const store = await open();
      strictEqual(await store.sequence(), 0);
      await append(store, ...many.slice(0, 30));
      strictEqual(await store.sequence(), 30);
      const before = await leavesOf(store, 0, 30);
      await append(store, ...many.slice(20));
      strictEqual(await store.sequence(), 60);
      strictEqual(await store.sequence(), 60);
      const leaves = await leavesOf(store, 0, 60);
      same(leaves.slice(0, 30), before);
      same(
        leaves.map(({ position }) => position),
        many.map((_, at) => at),
      );
      strictEqual(new Set(leaves.map(({ key }) => key)).size, 60);
      const entries = await collect(store.entries(0));
      same(
        entries.map(({ position, key, leaf }) => ({ position, key, hash: Buffer.from(leaf).toString('hex') })),
        leaves.map(({ hash, ...leaf }) => ({ ...leaf, hash })),
      );
      same(
        (await collect(store.entries(58))).map(({ position }) => position),
        [58, 59],
      );
      same(await leavesOf(store, 10, 12), leaves.slice(10, 12));
    },
  },
  {
    name: 'keeps checkpoints, in the order of their sizes, once each',
    run: async (open) => {
      const store = await open();
      const tree = createTreeBuilder();
      const checkpoint = { size: 0, note: 'zero', frontier: tree.frontier(), time: 1 };
      await store.addCheckpoint(checkpoint);
      tree.add(EMPTY_ROOT);
      const next = { size: 1, note: 'one', frontier: tree.frontier(), time: 2 };
      await store.addCheckpoint(next);
      await store.addCheckpoint(next);
      await store.close();
      const found = await (await open()).checkpoints();
      const plain = found.map(({ frontier, ...rest }) => ({
        ...rest,
        roots: frontier.roots.map((root) => Buffer.from(root).toString('hex')),
      }));
      same(plain, [
        { size: 0, note: 'zero', time: 1, roots: [] },
        { size: 1, note: 'one', time: 2, roots: [Buffer.from(EMPTY_ROOT).toString('hex')] },
      ]);
    },
  },
  {
    name: 'archives a policy set once, and each of its uses',
    run: async (open) => {
      const store = await open();
      const policy = {
        digest: 'sha256-1',
        project: 'payments',
        table: '{"digest":"sha256-1"}',
        files: { 'assay.yaml': 'assay: 1\n' },
      };
      const first = { time: 5, what: 'built' as const, by: 'ci' };
      const second = { time: 9, what: 'loaded' as const, by: 'host-1' };
      await store.archivePolicy({ ...policy, revision: 'abc', uses: [second] });
      await store.archivePolicy({ ...policy, revision: 'abc', uses: [first] });
      await store.archivePolicy({ ...policy, digest: 'sha256-0', uses: [{ ...first, time: 1 }] });
      same(await store.policy('sha256-1'), { ...policy, revision: 'abc', uses: [first, second] });
      strictEqual(await store.policy('sha256-9'), undefined);
      same(
        (await store.policies()).map(({ digest, uses }) => [digest, uses.length]),
        [
          ['sha256-0', 1],
          ['sha256-1', 2],
        ],
      );
    },
  },
  {
    name: 'erases openings and subject, and changes no leaf',
    run: async (open) => {
      const store = await open();
      await append(store, decision({ n: 1 }), decision({ n: 2, subject: 'lee' }));
      await store.sequence();
      const before = await leavesOf(store, 0, 2);
      const erased = decision({ n: 1 });
      await store.erase([entryOf(erased).key]);
      const [entry] = await store.read(erased.record.id);
      ok(entry);
      strictEqual(JSON.stringify(entry).includes('dana'), false);
      strictEqual(entry.subject, undefined);
      strictEqual(recordIn(entry)?.who?.subject.id, '[erased]');
      same(await everything(store, { subject: 'dana' }, 10), []);
      same(await leavesOf(store, 0, 2), before);
      strictEqual((await everything(store, { subject: 'lee' }, 10)).length, 1);
      // written again, it stays erased
      same(await append(store, erased), ['known']);
      same(await everything(store, { subject: 'dana' }, 10), []);
    },
  },
  {
    name: 'drops a day, and keeps its leaves',
    run: async (open) => {
      const store = await open();
      await append(store, ...many);
      await store.sequence();
      const before = await leavesOf(store, 0, 60);
      const partitions = await store.partitions();
      same(partitions, [
        { day: '2026-11-20', entries: 18 },
        { day: '2026-11-21', entries: 36 },
        { day: '2026-11-22', entries: 6 },
      ]);
      // one came to it since it was counted
      strictEqual(await store.dropPartition('2026-11-20', 17), 0);
      same(await store.partitions(), partitions);
      strictEqual(await store.dropPartition('2026-11-20', 18), 18);
      strictEqual(await store.dropPartition('2026-11-20'), 0);
      same(
        (await store.partitions()).map(({ day }) => day),
        ['2026-11-21', '2026-11-22'],
      );
      same(await leavesOf(store, 0, 60), before);
      strictEqual((await everything(store, {}, 100)).length, 42);
      strictEqual(await store.sequence(), 60);
      await append(store, decision({ n: 99 }, 99));
      strictEqual(await store.sequence(), 61);
    },
  },
  ...PROOF_CASES,
];

async function leavesOf(
  store: LogStore,
  from: number,
  to: number,
): Promise<readonly { position: number; key: string; hash: string }[]> {
  const leaves = await collect(store.leaves(from, to));
  return leaves.map(({ position, key, hash }) => ({ position, key, hash: Buffer.from(hash).toString('hex') }));
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
