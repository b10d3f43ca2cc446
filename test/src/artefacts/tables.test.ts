// SPDX-License-Identifier: Apache-2.0
// The policy inside an artefact is the one it was built with, and fits where it runs; anything else is a denial with a code.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ActionTrigger } from '@assay/auth0/testing';
import type { DecisionRecord } from '@assay/core/log';
import type { JsonObject } from '@assay/core/model';
import { actionOf, compileHouse, fixturesOf, lambdaOf } from './house.ts';
import type { Invoked } from './lambda-host.ts';
import { startActions, startLambdas } from './own-process.ts';

const actions = startActions();
const lambdas = startLambdas();
const folder = mkdtempSync(join(tmpdir(), 'assay-tables-'));
afterAll(async () => {
  await Promise.all([actions.close(), lambdas.close()]);
  rmSync(folder, { recursive: true });
});

/** The code of an Action with what is made of the text of its table in its place. */
function withTable(code: string, change: (table: string) => string): string {
  let isFound = false;
  const changed = code.replace(/(["'`])([A-Za-z0-9+/]{200,}={0,2})\1/, (_, quote: string, packed: string) => {
    isFound = true;
    const table = change(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'));
    return quote + deflateRawSync(table).toString('base64') + quote;
  });
  if (!isFound) throw new Error('no table in the code');
  return changed;
}

const anyEvent = (trigger: ActionTrigger): JsonObject => {
  const [event] = fixturesOf('auth0', trigger).values();
  if (event === undefined) throw new Error(`no fixture of ${trigger}`);
  return event;
};
let count = 0;
const invoke = (code: string, event: unknown): Promise<Invoked> => {
  const path = join(folder, `${count++}.mjs`);
  writeFileSync(path, code);
  return lambdas.run({ path, event });
};
/** The record among what was printed. */
const recordIn = (printed: string): DecisionRecord =>
  JSON.parse(printed.split('\n').find((line) => line.startsWith('{')) ?? '') as DecisionRecord; // sound: looked at where it is used
const HOSTED = fixturesOf('cognito').get('v2-hosted');
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

describe('a table with a byte changed', () => {
  test.each(['post-login', 'credentials-exchange', 'custom-token-exchange'] as const)(
    'auth0/%s: every event is denied with a code',
    async (trigger) => {
      const code = withTable(await actionOf(trigger), (table) => table.replace('harbour', 'nowhere'));
      const {
        outcome,
        errorDescription,
        console: printed,
      } = await actions.run({ code, trigger, event: anyEvent(trigger) });
      expect([outcome, errorDescription]).toEqual([
        'deny',
        expect.stringMatching(new RegExp(`^server_error ${UUID}$`)),
      ]);
      expect(printed.full).toMatch(new RegExp(`^assay: server_error, ERR_TABLE_DIGEST: [^,]+, ${UUID}\n$`));
    },
  );

  test('cognito/pre-token-generation: every event is denied with a code, and operators are told', async () => {
    const code = (await lambdaOf()).replace('harbour', 'nowhere');
    const { thrown, stdout, stderr, atLoad } = await invoke(code, HOSTED);
    expect([thrown, stdout, atLoad]).toEqual([{ isError: true, message: '[server_error]' }, '', '']);
    expect(stderr).toBe(
      'assay: every event is refused: ERR_TABLE_DIGEST: decision table: the content does not match its digest\n',
    );
  });
});

describe('a table that was built for another target', () => {
  // groups, roles, authorization details and a lifetime: more of the language than the artefacts of the house have inside
  const OTHER = compileHouse(
    {},
    `policy: other
owner: other@example.com
gates: [{ rule: anyone, permit: 'true' }]
scopes: { 'read:orders': [{ rule: r, permit: 'true' }], 'stock/read': [{ rule: s, permit: 'true' }] }
groups: [{ rule: g, permit: group.startsWith("none-of-these") }]
roles: [{ rule: o, permit: role.matches("^none") }]
authorization_details: { payment: [{ rule: d, permit: 'detail.amount < 1' }] }
lifetime: [{ rule: l, max: 1m }]
`,
  ).compiled.text;

  // events that get a token by the table that belongs there; what custom-token-exchange does is decided by its tokens before
  test.each([
    ['post-login', 'code'],
    ['credentials-exchange', 'minimal'],
  ] as const)('auth0/%s: an event is denied with a code', async (trigger, name) => {
    const built = await actionOf(trigger);
    const event = fixturesOf('auth0', trigger).get(name);
    expect((await actions.run({ code: built, trigger, event })).outcome).toBe('permit');
    const report = await actions.run({ code: withTable(built, () => OTHER), trigger, event });
    const record = recordIn(report.console.full);
    expect([record.outcome, record.reason?.code]).toEqual(['deny', 'internal_error']);
    expect([report.outcome, report.errorDescription]).toEqual(['deny', `server_error ${record.id}`]);
  });

  test('cognito/pre-token-generation: every event is denied with a code', async () => {
    const built = await lambdaOf();
    const code = built.replace(/(?<=')\{"digest":"sha256-[0-9a-f]{64}[^']*(?=')/, () => OTHER.trimEnd());
    expect((await invoke(built, HOSTED)).thrown).toBeUndefined();
    const { thrown, stdout } = await invoke(code, HOSTED);
    const record = recordIn(stdout);
    expect([record.outcome, record.reason?.code]).toEqual(['deny', 'internal_error']);
    expect(thrown).toEqual({ isError: true, message: `[server_error] ${record.id}` });
  });
});
