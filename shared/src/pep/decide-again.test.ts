// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { canonicalJson } from '../log/canonical.ts';
import type { DecisionRecord } from '../log/record.ts';
import type { LogSettings } from '../log/sink.ts';
import {
  echoAdapter,
  EVERYTHING,
  op,
  pdpOf,
  portsOf,
  read,
  requestOf,
  str,
  testDigest,
  type RequestPart,
  type TableDraft,
} from '../testing/index.ts';
import type { AttributeSource } from '../pip/source.ts';
import { decideAgain, type AgainPorts } from './decide-again.ts';
import { enforce } from './enforce.ts';
import type { Ports } from './ports.ts';

const TABLE: TableDraft = {
  rules: [
    { about: 'gate', id: 'all', effect: 'permit', when: [op('eq', read('iga.status', 'string'), str('active'))] },
    {
      about: { scope: 'read' },
      id: 'read',
      effect: 'permit',
      when: [op('in_list', str('reader'), read('iga.roles', 'strings'))],
      lifetime: 60,
    },
    {
      about: { scope: 'write' },
      id: 'write',
      effect: 'permit',
      require: [{ type: 'step_up', properties: { acr: 'phr' } }],
    },
    { about: { claim: 'tenant' }, id: 'tenant', effect: 'set', value: read('iga.tenant', 'string') },
  ],
  parameters: ['deal'],
};
const IGA: AttributeSource = {
  name: 'iga',
  read: () => ({ value: { status: 'active', roles: ['reader'], tenant: 'north' } }),
};
const log = (part: Partial<LogSettings>): Partial<Ports> => ({
  log: { required: true, inputs: 'full', redact: [], ...part },
});

async function recordOf(
  part: RequestPart = {},
  ports: Partial<Omit<Ports, 'sink'>> = {},
  table = TABLE,
): Promise<DecisionRecord> {
  const given = portsOf(pdpOf(table), { sources: [{ source: IGA, key: ['subject', 'id'], timeoutMs: 10 }], ...ports });
  return (await enforce(echoAdapter(), given)(requestOf({ scopes: ['read', 'write', 'other'], ...part }))).record;
}
const again = (record: DecisionRecord, part: Partial<AgainPorts> = {}) =>
  decideAgain(JSON.parse(JSON.stringify(record)) as DecisionRecord, {
    pdp: pdpOf(TABLE),
    capabilities: EVERYTHING,
    sha256: testDigest,
    ...part,
  });

describe('decideAgain', () => {
  test('comes to the same record, byte for byte', async () => {
    const record = await recordOf();
    expect(record).toMatchObject({
      granted: { scopes: [{ scope: 'read' }] },
      withheld: { scopes: [{ scope: 'other' }, { scope: 'write' }] },
    });
    const decided = await again(record);
    expect(decided).toEqual({ ok: true, record, differences: [] });
    expect(decided.ok && canonicalJson(decided.record)).toBe(canonicalJson(record));
  });

  test.each<[string, RequestPart, TableDraft]>([
    [
      'a denial',
      { client: { id: 'x', registration: 'dynamic' } },
      { rules: [{ about: 'gate', id: 'no', effect: 'deny', reason: 'off' }] },
    ],
    [
      'a request the policy set does not govern',
      {},
      { ...TABLE, governance: { audiences: ['https://other.example'] } },
    ],
    [
      'one it refuses for that',
      {},
      { ...TABLE, governance: { audiences: ['https://other.example'], outside: 'deny' } },
    ],
    ['one it observes', {}, { ...TABLE, governance: { mode: 'observe' } }],
    ['parameters no policy reads', { context: { time: 0, parameters: { deal: 'd', other: 'x' } } }, TABLE],
  ])('does so for %s', async (_, part, table) => {
    expect(await again(await recordOf(part, {}, table), { pdp: pdpOf(table) })).toMatchObject({
      ok: true,
      differences: [],
    });
  });

  test('does so whatever the request', async () => {
    const scopes = fc.uniqueArray(fc.constantFrom('read', 'write', 'openid', 'x'));
    const acr = fc.constantFrom('phr', 'low');
    await fc.assert(
      fc.asyncProperty(scopes, acr, fc.subarray(['read', 'write']), async (asked, level, ceiling) => {
        const record = await recordOf({
          scopes: asked,
          authentication: { amr: [], acr: level },
          baseline: { scopes: ceiling },
        });
        const decided = await again(record);
        expect(decided.ok && canonicalJson(decided.record)).toBe(canonicalJson(record));
      }),
    );
  });

  test('does so where something outside of the inputs was taken out', async () => {
    const record = await recordOf({}, log({ redact: ['/who/subject/id', '/granted/tokens', '/correlation/*'] }));
    expect(record.redacted).toEqual(['/who/subject/id', '/granted/tokens']);
    expect(await again(record)).toMatchObject({ ok: true, differences: [] });
  });

  test('names the members that differ under another policy, and what would be decided', async () => {
    const stricter = pdpOf({
      ...TABLE,
      rules: [...(TABLE.rules ?? []), { about: { scope: 'read' }, id: 'no', effect: 'deny' }],
    });
    expect(await again(await recordOf(), { pdp: stricter })).toMatchObject({
      ok: true,
      differences: ['error', 'granted', 'outcome', 'policy', 'reason', 'trace', 'withheld'],
      record: { outcome: 'deny' },
    });
  });

  test('waits for a PDP that answers later', async () => {
    const pdp = pdpOf(TABLE);
    const later = { ...pdp, decide: async (...args: Parameters<typeof pdp.decide>) => pdp.decide(...args) };
    expect(await again(await recordOf(), { pdp: later })).toMatchObject({ ok: true, differences: [] });
  });

  test.each<[string, Partial<Omit<Ports, 'sink'>>, string]>([
    [
      'the inputs were not kept',
      log({ inputs: 'none' }),
      'the record does not hold its inputs: it was written with `inputs: digest` or `inputs: none`, or the event could not be read',
    ],
    [
      'their digest only was',
      log({ inputs: 'digest' }),
      'the record does not hold its inputs: it was written with `inputs: digest` or `inputs: none`, or the event could not be read',
    ],
    [
      'something of them was taken out',
      log({ redact: ['/inputs/request/subject/id'] }),
      '`/inputs/request/subject/id` was taken out of the inputs before the record was written',
    ],
    [
      'the attempt failed outside of the decision',
      {
        pdp: {
          ...pdpOf(TABLE),
          decide() {
            throw new RangeError('x');
          },
        },
      },
      'what failed was not the decision: unexpected RangeError',
    ],
  ])('refuses where %s', async (_, ports, reason) => {
    expect(await again(await recordOf({}, ports))).toEqual({ ok: false, reason });
  });

  test('refuses inputs that are not those the digest was made of, and other versions', async () => {
    const record = await recordOf();
    const forged = { ...record, inputs: { ...record.inputs, attributes: { iga: { status: 'active', roles: [] } } } };
    expect(await again(forged)).toEqual({ ok: false, reason: 'the inputs do not match their digest' });
    expect(await again({ ...record, version: 2 as 1 })).toEqual({
      ok: false,
      reason: 'the record has version `2`, expected 1',
    }); // deliberately another
  });
});
