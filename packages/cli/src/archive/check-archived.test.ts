// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import type { DecisionRecord } from '@assay/core/log';
import { openSqliteStore } from '@assay/log/sqlite';
import type { ArchivedPolicy } from '@assay/log/store';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { compiledIn, quickstartEvents, recordDecisions } from '../testing/recorded-log.ts';
import { NOW, run, type Run } from '../testing/run.ts';
import { archiveOf } from './archive-of.ts';
import { checkArchived } from './check-archived.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');
const FORGED = 'subject.id != "nobody"';

let project: Folder;
let records: readonly DecisionRecord[];
let digest: string;
beforeEach(async () => {
  project = copyProject(EXAMPLE, NOW);
  const store = await openSqliteStore(join(project.path, 'log.db'));
  records = await recordDecisions({ store, directory: project.path }, quickstartEvents(EXAMPLE, 5, NOW - 86_400_000));
  await store.close();
  digest = records[0]!.policy.digest;
});
afterEach(() => project.remove());

/** As somebody would who can write the store, and has none of our commands. */
function edit(sql: string): void {
  const db = new DatabaseSync(join(project.path, 'log.db'));
  const { changes } = db.prepare(sql).run();
  db.close();
  expect(changes).toBe(1);
}
const editFiles = (): void =>
  edit(`UPDATE policy SET files = replace(files, 'deny: variables.by_agent', 'deny: subject.id != \\"nobody\\"')`);
const editTable = (): void => edit(`UPDATE policy SET "table" = replace("table", 'payments', 'payment5')`);

const assay = (...args: readonly string[]): Promise<Run> => run([...args, '--log', 'log.db'], { cwd: project.path });
const jsonOf = ({ out }: Run): unknown => JSON.parse(out);
const filesWarning = (): string =>
  `assay: warning: \`${digest}\`: the archived files do not compile to this digest: somebody edited the archive\n`;

describe('checkArchived', () => {
  const archived = (): ArchivedPolicy => {
    const { project: parsed, compiled } = compiledIn(project.path);
    return archiveOf(parsed, compiled, { time: 0, what: 'built', by: 'a test' });
  };

  test('takes what was archived, and nothing that was edited', () => {
    const policy = archived();
    expect(checkArchived(policy)).toBe('genuine');
    const policyFile = policy.files['policies/payments.yaml'] ?? '';
    const rest = Object.fromEntries(Object.entries(policy.files).filter(([path]) => path === 'assay.yaml'));
    expect(
      [
        { ...policy, files: { ...policy.files, 'policies/payments.yaml': policyFile.replace('deny:', 'permit:') } },
        { ...policy, files: { ...policy.files, 'policies/more.yaml': 'policy: more' } },
        { ...policy, files: rest },
        { ...policy, files: {} },
        { ...policy, project: 'another' },
        { ...policy, table: policy.table.replace('payments', 'payment5') },
        { ...policy, digest: `sha256-${'0'.repeat(64)}` },
        { ...policy, table: '' },
      ].map(checkArchived),
    ).toEqual([...Array<string>(5).fill('files-differ'), ...Array<string>(3).fill('table-differs')]);
  });

  test.each(['{"version":1}', '{"version":2,"later":[]}'])('cannot tell of a table it cannot read: %s', (canonical) => {
    const other = `sha256-${createHash('sha256').update(canonical).digest('hex')}`;
    const table = `{"digest":"${other}","table":${canonical}}`;
    expect(checkArchived({ ...archived(), digest: other, table })).toBe('unknown');
    expect(checkArchived({ ...archived(), table })).toBe('table-differs');
  });

  test('never throws, whatever the store holds', () => {
    const policy = archived();
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('assay.yaml', 'a'), fc.string())), (files) => {
        // sound: that it is none is what is tested
        expect(checkArchived({ ...policy, files: files as ArchivedPolicy['files'] })).toBe('files-differ');
      }),
    );
  });
});

describe('an archive that nobody touched', () => {
  test('is genuine, without a warning', async () => {
    const shown = await assay('policy', 'show', digest, '--json');
    expect([shown.err, jsonOf(shown)]).toEqual(['', expect.objectContaining({ digest, isGenuine: true })]);
    expect(await assay('policy', 'diff', digest, '.', '--json')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('"isGenuine":true'),
    });
    const verified = await assay('log', 'verify', '--json');
    expect([verified.code, jsonOf(verified)]).toEqual([
      0,
      expect.objectContaining({ ok: true, counts: { unsigned: 1 } }),
    ]);
  });
});

describe('files that were edited in the store', () => {
  beforeEach(editFiles);

  test('are shown with a warning', async () => {
    const text = await assay('policy', 'show', digest);
    expect(text).toEqual({ code: 0, out: expect.stringContaining(FORGED), err: filesWarning() });
    const shown = await assay('policy', 'show', digest, '--json');
    expect([shown.code, shown.err, jsonOf(shown)]).toEqual([
      0,
      filesWarning(),
      expect.objectContaining({ digest, isGenuine: false }),
    ]);
    const at = await assay('policy', 'at', '2026-01-01', '--json');
    expect([at.code, at.err, jsonOf(at)]).toEqual([
      0,
      filesWarning(),
      [expect.objectContaining({ digest, isGenuine: false })],
    ]);
    const diff = await assay('policy', 'diff', digest, '.', '--json');
    expect([diff.err, jsonOf(diff)]).toEqual([filesWarning(), expect.objectContaining({ isGenuine: false })]);
  });

  test('are an error of the log', async () => {
    const verified = await assay('log', 'verify', '--json');
    expect([verified.code, jsonOf(verified)]).toEqual([
      1,
      expect.objectContaining({
        ok: false,
        counts: expect.objectContaining({ 'policy-differs': 1 }),
        findings: expect.arrayContaining([
          {
            code: 'policy-differs',
            severity: 'error',
            message: `policy set \`${digest}\`: the archived files do not compile to this digest: somebody edited the archive`,
          },
        ]),
      }),
    ]);
  });

  test('explain no decision', async () => {
    const id = records[2]!.id;
    const text = await assay('log', 'why', id);
    expect([text.code, text.err, text.out.includes('│'), text.out.includes(FORGED)]).toEqual([
      0,
      filesWarning(),
      false,
      false,
    ]);
    const [account] = jsonOf(await assay('log', 'why', id, '--json')) as readonly { policy: object }[]; // sound: what the command prints
    expect(account?.policy).toEqual({ digest, project: 'quickstart', isGenuine: false });
  });
});

test('a table that was edited in the store is not shown at all', async () => {
  const before = await assay('log', 'why', records[2]!.id);
  expect(before.out).toContain('│');
  editTable();
  const refused = {
    code: 2,
    out: '',
    err: `assay: ERR_LOG_CORRUPT: \`${digest}\`: the archived table is not the one of this digest: somebody edited the archive\n`,
  };
  expect(await assay('policy', 'show', digest)).toEqual(refused);
  expect(await assay('policy', 'show', digest, '--table')).toEqual(refused);
  expect(await assay('policy', 'at', '2026-01-01')).toEqual(refused);
  expect(await assay('policy', 'diff', digest, '.')).toEqual(refused);
  expect(await assay('log', 'verify')).toMatchObject({
    code: 1,
    out: expect.stringContaining('error[policy-differs]'),
  });
  const why = await assay('log', 'why', records[2]!.id);
  expect([why.code, why.out.includes('│')]).toEqual([0, false]);
});
