// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { blocksOf, ROOT } from './pages.ts';
import { runAssay, runNode } from './run.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-examples-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the adapter of the documentation answers as the page says', async () => {
  const ended = await runNode(['examples/my-adapter/run.ts'], { cwd: ROOT });
  expect(ended).toEqual({ code: 0, err: '', out: `${blocksOf('docs/write-an-adapter.md', 'text')[0]}\n` });
}, 30_000);

test('the Lambda `assay build` writes decides an event of the project `assay init` writes, and prints its record', async () => {
  const files = join(ROOT, 'packages/cli/templates/cognito');
  cpSync(files, folder, { recursive: true });
  const built = await runAssay(
    ['build', '--project', folder, '--target', 'cognito/pre-token-generation', '--out', join(folder, 'dist')],
    ROOT,
  );
  expect({ code: built.code, err: built.err }).toEqual({ code: 0, err: '' });

  const index = pathToFileURL(join(folder, 'dist/index.mjs')).href;
  const call = `
    import { readFileSync } from 'node:fs';
    import { handler } from ${JSON.stringify(index)};
    const event = JSON.parse(readFileSync('events/sign-in.json', 'utf8'));
    const { response } = await handler(event, { awsRequestId: 'request-1' });
    console.log(JSON.stringify(response));
    await handler({ ...event, request: { ...event.request, userAttributes: { sub: 'nobody' } } }, { awsRequestId: 'request-2' }).catch((error) => console.log(error.message));
  `;
  const { code, err, out } = await runNode(['--input-type=module', '--eval', call], {
    cwd: folder,
  });
  const [record, response, denial, message] = out.trim().split('\n');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(record ?? '')).toMatchObject({
    outcome: 'permit',
    effect: 'issued_as_decided',
    correlation: { aws_request: 'request-1' },
  });
  const set = { claimsToAddOrOverride: { team: 'fulfilment' } };
  expect(JSON.parse(response ?? '')).toMatchObject({
    claimsAndScopeOverrideDetails: { idTokenGeneration: set, accessTokenGeneration: set },
  });
  const denied: unknown = JSON.parse(denial ?? '');
  expect(denied).toMatchObject({ outcome: 'deny', effect: 'refused', correlation: { aws_request: 'request-2' } });
  expect(message).toBe(`[access_denied] ${(denied as { readonly id: string }).id}`); // sound: looked at above
}, 30_000);

/** Pages whose first `js` block is a whole program, and what it prints: the page says the same where that is a sentence. */
const PROGRAMS: readonly (readonly [page: string, prints: RegExp])[] = [
  ['shared/README.md', /^refused not_permitted\n$/],
  ['packages/policy/README.md', /\nsha256-[0-9a-f]{64}\n$/],
  ['packages/sources/README.md', /score/],
  ['packages/log/README.md', /permit: 0/],
];

test.each(PROGRAMS)(
  'the example of %s runs',
  async (page, prints) => {
    const [program = ''] = blocksOf(page, 'js').map((block) => block.replace('decisions.db', join(folder, 'log.db')));
    const ended = await runNode(['--input-type=module', '--eval', program], { cwd: ROOT });
    expect(ended).toEqual({ code: 0, err: '', out: expect.stringMatching(prints) });
  },
  30_000,
);
