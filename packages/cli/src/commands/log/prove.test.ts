// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '@assay/log/sqlite';
import { entryOf, type Content } from '@assay/log/store';
import { decisionOf, decisionsOf } from '@assay/log/testing';
import { run, type Run } from '../../testing/run.ts';

const NAME = 'log.example.com/payments';
const LOG = `
log:
  store: { driver: sqlite, file: log.db }
  sign: { name: ${NAME}, key: ASSAY_LOG_KEY }
`;
const ID = decisionOf({ n: 3 }).record.id;

let folder: string;
let verifierKey: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-log-'));
  cpSync(join(__dirname, '../../../templates/cognito'), folder, { recursive: true });
  const project = readFileSync(join(folder, 'assay.yaml'), 'utf8');
  writeFileSync(join(folder, 'assay.yaml'), project.replace(/\nlog:\n(?: .*\n)*/, '') + LOG);
  const made = await run(['log', 'keygen', '--name', NAME, '--out', 'log.pem'], { cwd: folder });
  verifierKey = made.out.trim();
  await append(decisionsOf(0, 10));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function append(contents: readonly Content[]): Promise<void> {
  const store = await openSqliteStore(join(folder, 'log.db'));
  await store.append(contents.map((content) => entryOf(content)));
  await store.close();
}

/** With the key of the log in the environment. */
const signed = (...args: readonly string[]): Promise<Run> =>
  run(['log', ...args], { cwd: folder, env: { ASSAY_LOG_KEY: readFileSync(join(folder, 'log.pem'), 'utf8') } });
/** As anybody may run it who may read the log. */
const anybody = (...args: readonly string[]): Promise<Run> => run(['log', ...args], { cwd: folder });

test('the private key is for its owner alone, and never written over', async () => {
  expect(verifierKey).toMatch(/^log\.example\.com\/payments\+[0-9a-f]{8}\+\S{44}$/);
  expect(statSync(join(folder, 'log.pem')).mode & 0o777).toBe(0o600);
  expect(await anybody('keygen', '--name', NAME, '--out', 'log.pem')).toEqual({
    code: 2,
    out: '',
    err: 'assay: ERR_FILE_EXISTS: log.pem: exists already\nassay: help: another `--out` keeps it\n',
  });
  expect(await anybody('keygen', '--name', 'two words')).toMatchObject({
    code: 2,
    err: expect.stringContaining('ERR_LOG_KEY'),
  });
});

test('what is sealed holds; what is proven is checked by the published verifier', async () => {
  const sealed = await signed('seal');
  expect(sealed).toEqual({
    code: 0,
    out: expect.stringMatching(/^log\.example\.com\/payments\n10\n\S{44}\n\n— log\.example\.com\/payments \S+\n$/),
    err: '',
  });
  expect(await anybody('verify', '--key', verifierKey)).toEqual({
    code: 0,
    out: `holds  ${join(folder, 'log.db')}\n  tree         10 entries, 10 of them under 1 checkpoints that hold\n  decisions    10, by 1 writers\n`,
    err: '',
  });
  // a key in one line is the same key
  const oneLine = readFileSync(join(folder, 'log.pem'), 'utf8').replaceAll('\n', '\\n');
  expect(await run(['log', 'checkpoint'], { cwd: folder, env: { ASSAY_LOG_KEY: oneLine } })).toEqual(sealed);

  const { code, out } = await signed('prove', ID, '--disclose', '/who/subject/id', '--out', 'proof.json');
  expect([code, out]).toEqual([0, `proof.json: assay-verify proof.json --key ${verifierKey}\n`]);
  const verifier = join(__dirname, '../../../../log/bin/assay-verify.mjs');
  const checked = spawnSync(process.execPath, [verifier, 'proof.json', '--key', verifierKey], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([checked.status, checked.stdout]).toEqual([
    0,
    expect.stringContaining('  disclosed    /who/subject/id "user-3"\n  undisclosed  5 fields\n'),
  ]);
  expect(JSON.parse((await signed('prove', ID, '--disclose')).out)).toMatchObject({ entries: [{ disclosed: {} }] });
});

test('a log that has grown is proven to have only grown', async () => {
  const before = (await signed('seal')).out;
  writeFileSync(join(folder, 'kept.txt'), before);
  await append(decisionsOf(10, 15));
  await signed('seal');
  const { code, out } = await anybody('checkpoint', '--since', '10', '--key', verifierKey);
  expect([code, JSON.parse(out)]).toMatchObject([0, { proves: 'consistency', before }]);
  expect(await anybody('verify', '--key', verifierKey, '--checkpoint', 'kept.txt')).toMatchObject({ code: 0 });
});

test('what was touched is told, and the command fails', async () => {
  await signed('seal');
  const db = new DatabaseSync(join(folder, 'log.db'));
  db.exec(`UPDATE entry SET body = replace(body, 'payments:read', 'payments:all') WHERE position = 4`);
  db.close();
  const { code, out } = await anybody('verify', '--key', verifierKey);
  expect([code, out.split('\n').slice(-3)]).toEqual([
    1,
    [
      'error[checkpoint-root]: entries 0 to 9 are not what the checkpoint of 10 entries says, or not in that order',
      'info[unsigned]: the last 10 of 10 entries are not under a checkpoint that holds',
      '',
    ],
  ]);
  const json = await anybody('verify', '--key', verifierKey, '--json');
  expect([json.code, JSON.parse(json.out)]).toMatchObject([1, { ok: false, counts: { 'checkpoint-root': 1 } }]);
  const again = new DatabaseSync(join(folder, 'log.db'));
  again.exec(`UPDATE entry SET leaf = zeroblob(32) WHERE position = 4`);
  again.close();
  expect(await signed('prove', ID)).toMatchObject({
    code: 2,
    err: expect.stringContaining('ERR_LOG_PROOF: the log is not what was signed'),
  });
});

test('without a key signatures are not checked, and nothing is signed or proven', async () => {
  await signed('seal');
  expect(await anybody('verify')).toMatchObject({
    code: 0,
    out: expect.stringContaining('warning[checkpoint-unchecked]'),
  });
  expect(await anybody('prove', ID)).toMatchObject({
    code: 2,
    err: expect.stringContaining('name a verifier key with `--key`'),
  });
  expect(await anybody('seal')).toMatchObject({
    code: 2,
    err: 'assay: ERR_LOG_KEY: the environment has no `ASSAY_LOG_KEY`, which holds the key of the log\n',
  });
  expect(await anybody('verify', '--key', 'nowhere.key')).toMatchObject({
    code: 2,
    err: expect.stringContaining('nowhere.key'),
  });
});
