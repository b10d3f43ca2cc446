// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { enforce } from '../pep/enforce.ts';
import { echoAdapter, fuzzRuns, pdpOf, portsOf, requestOf } from '../testing/index.ts';
import { createProtectingSink, HMAC_PREFIX, protect, type FieldRule } from './protect.ts';
import type { DecisionRecord } from './record.ts';

const hmac = (text: string): string => `<${text}>`;

async function recordIn(): Promise<DecisionRecord> {
  const ports = portsOf(pdpOf({ rules: [{ about: 'gate', id: 'open', effect: 'permit' }] }));
  return (await enforce(echoAdapter(), ports)(requestOf())).record;
}

test('a text is hashed with the key, a list and an object in all their texts, and each is named in `redacted`', async () => {
  const record = await recordIn();
  const changed = protect(
    record,
    [
      { pointer: '/who/subject/id', rule: 'hmac' },
      { pointer: '/asked/targets', rule: 'hmac' },
    ],
    hmac,
  );
  expect(changed).toEqual({
    ...record,
    who: { ...record.who, subject: { ...record.who?.subject, id: `${HMAC_PREFIX}<${record.who?.subject.id}>` } },
    asked: { ...record.asked, targets: record.asked?.targets.map((target) => `${HMAC_PREFIX}<${target}>`) },
    redacted: ['/who/subject/id', '/asked/targets'],
  });
});

test('what is dropped leaves the shape of the record', async () => {
  const record = await recordIn();
  const rules: readonly FieldRule[] = ['/who/subject/id', '/inputs', '/asked/scopes', '/timings/total'].map(
    (pointer) => ({ pointer, rule: 'drop' }),
  );
  const changed = protect(record, rules, hmac);
  expect([changed.who?.subject.id, changed.inputs, changed.asked?.scopes, changed.timings.total]).toEqual([
    '[redacted]',
    {},
    [],
    undefined,
  ]);
  expect(changed.redacted).toEqual(['/who/subject/id', '/asked/scopes', '/timings/total', '/inputs']);
});

test('the longest pointer counts, and of two of one length the one that names the member', async () => {
  const record = await recordIn();
  const changed = protect(
    record,
    [
      { pointer: '/who', rule: 'drop' },
      { pointer: '/who/*', rule: 'keep' },
      { pointer: '/who/client', rule: 'hmac' },
      { pointer: '/who/client/registration', rule: 'keep' },
    ],
    hmac,
  );
  expect(changed.who).toEqual({
    ...record.who,
    client: { ...record.who?.client, id: `${HMAC_PREFIX}<${record.who?.client.id}>` },
  });
});

test('where no rule meets anything, the record is the same object', async () => {
  const record = await recordIn();
  expect(protect(record, [{ pointer: '/nowhere/at/all', rule: 'drop' }], hmac)).toBe(record);
  expect(protect(record, [{ pointer: '/who', rule: 'keep' }], hmac)).toBe(record);
});

test('the sink behind it sees the protected record alone, and one without rules is the sink itself', async () => {
  const record = await recordIn();
  const seen: DecisionRecord[] = [];
  const inner = { name: 'inner', write: (one: DecisionRecord) => void seen.push(one), flush: async () => {} };
  expect(createProtectingSink(inner, [], hmac)).toBe(inner);
  const rules: readonly FieldRule[] = ['/who/subject/id', '/inputs/request/subject/id'].map((pointer) => ({
    pointer,
    rule: 'hmac',
  }));
  await createProtectingSink(inner, rules, hmac).write(record);
  expect(JSON.stringify(seen)).not.toContain(`"${record.who?.subject.id}"`);
});

test('no rule leaves a text in place that it takes away, wherever it is', () => {
  const texts = fc.string({ minLength: 8 });
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()),
      texts,
      fc.constantFrom('hmac', 'drop'),
      (rest, secret, rule) => {
        const record = {
          redacted: [],
          inputs: { ...rest, secret: [secret, { deep: secret }] },
        } as unknown as DecisionRecord; // sound: enough of one
        const changed = protect(record, [{ pointer: '/inputs', rule }], () => 'hash');
        expect(JSON.stringify(changed.inputs)).not.toContain(JSON.stringify(secret).slice(1, -1) + '"');
      },
    ),
    fuzzRuns(200),
  );
});
