// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '@assay/log/sqlite';
import { entryOf } from '@assay/log/store';
import { decisionOf } from '@assay/log/testing';
import { NOW, run, type Run } from '../../testing/run.ts';

const DAY = 86_400_000;

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-retain-'));
  const store = await openSqliteStore(join(folder, 'log.db'));
  // from 1 January 2026 back, one a day
  const all = Array.from({ length: 4 }, (_, n) =>
    decisionOf({ n, time: NOW - (4 - n) * DAY, subject: n % 2 === 0 ? 'dana' : 'lee' }),
  );
  await store.append(all.map((content) => entryOf(content)));
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const log = (...args: readonly string[]): Promise<Run> =>
  run(['log', ...args, '--log', 'log.db'], { cwd: folder, env: { ASSAY_BY: 'ops' } });

test('the dry run shows what would go, and drops nothing', async () => {
  expect(await log('retain', '--keep', '2d', '--dry-run')).toEqual({
    code: 0,
    err: '',
    out: '2025-12-29: 1 entries would be kept without `--export` or `--force`, not exported yet\n2025-12-30: 1 entries would be kept without `--export` or `--force`, not exported yet\n',
  });
  expect(JSON.parse((await log('retain', '--keep', '3d', '--export', 'archive', '--dry-run', '--json')).out)).toEqual({
    dryRun: true,
    days: [{ day: '2025-12-29', entries: 1 }],
  });
  expect(readdirSync(folder)).not.toContain('archive');
});

test('days are exported and dropped, once', async () => {
  const { out, ...rest } = await log('retain', '--keep', '2d', '--export', 'archive');
  expect(rest).toEqual({ code: 0, err: '' });
  expect(out.replaceAll(/[0-9a-f]{64}/g, 'DIGEST')).toBe(
    '2025-12-29: dropped 1 entries, exported as sha256 DIGEST\n2025-12-30: dropped 1 entries, exported as sha256 DIGEST\n',
  );
  expect(readdirSync(join(folder, 'archive')).toSorted()).toEqual([
    '2025-12-29.json',
    '2025-12-29.jsonl.gz',
    '2025-12-30.json',
    '2025-12-30.jsonl.gz',
  ]);
  expect(await log('retain', '--keep', '2d', '--export', 'archive')).toEqual({
    code: 0,
    err: '',
    out: 'no day is over for that long\n',
  });
});

test('without an export nothing is dropped, unless it is forced', async () => {
  expect(await log('retain', '--keep', '3d')).toEqual({
    code: 2,
    out: '',
    err: 'assay: ERR_USAGE: nothing is dropped that was not exported\nassay: help: name a folder with `--export`; `--force` drops without\n',
  });
  expect(await log('retain', '--keep', '3d', '--force')).toEqual({
    code: 0,
    err: '',
    out: '2025-12-29: dropped 1 entries, without an export\n',
  });
});

test.each(['36h', '5', '-1d'])('it keeps whole days, and not %s', async (keep) => {
  expect(await log('retain', `--keep=${keep}`, '--force')).toEqual({
    code: 2,
    out: '',
    err: `assay: ERR_USAGE: --keep: expected whole days such as \`400d\`, and found \`${keep}\`\n`,
  });
});

test('somebody is erased only where that is meant, and the log holds nothing of them then', async () => {
  expect(await log('erase', '--subject', 'dana')).toEqual({
    code: 2,
    out: '',
    err: 'assay: ERR_USAGE: what is erased cannot be brought back\nassay: help: `--dry-run` counts the entries; `--yes` erases\n',
  });
  expect(await log('erase', '--subject', 'dana', '--dry-run')).toEqual({
    code: 0,
    err: '',
    out: '2 entries would be erased: 2 as the subject, 0 that name them elsewhere\n',
  });
  expect(JSON.parse((await log('erase', '--subject', 'dana', '--yes', '--json')).out)).toEqual({
    dryRun: false,
    entries: 2,
    asSubject: 2,
    elsewhere: 0,
  });
  expect(await log('erase', '--subject', 'dana', '--yes')).toMatchObject({
    code: 1,
    out: expect.stringContaining('0 entries erased'),
  });
  const told = await log('query', '--kind', 'erasure', '--json');
  expect(JSON.parse(told.out)).toMatchObject([{ kind: 'erasure', entries: 2, by: 'ops' }]);
});
