// SPDX-License-Identifier: Apache-2.0
import { applyEffects, type Applied } from './apply.ts';
import { RECORD_ID, withRecordId, type Effects } from './effects.ts';

class Tokens {
  readonly #claims: string[] = [];
  setCustomClaim(name: string): void {
    if (name === 'broken') throw new Error('no');
    this.#claims.push(name);
  }
  names(): readonly string[] {
    return this.#claims;
  }
}

const claim = (name: string): Effects[number] => ({ call: 'accessToken.setCustomClaim', args: [name, 1] });

function apply(effects: Effects): { readonly applied: Applied; readonly claims: readonly string[] } {
  const accessToken = new Tokens();
  return {
    applied: applyEffects(effects, { api: { accessToken }, secrets: () => undefined }),
    claims: accessToken.names(),
  };
}

test('calls methods on the object that has them, in order', () => {
  expect(apply([claim('a'), claim('b')])).toEqual({ applied: { skipped: [] }, claims: ['a', 'b'] });
});

test('stops at the first call that is not taken', () => {
  expect(apply([claim('a'), claim('broken'), claim('b')])).toEqual({
    applied: { failed: 'accessToken.setCustomClaim', skipped: [] },
    claims: ['a'],
  });
});

test('passes over one that nothing depends on', () => {
  const note = { call: 'transaction.setMetadata', args: ['a', 'b'], isOptional: true } as const;
  expect(apply([note, claim('a')])).toEqual({ applied: { skipped: ['transaction.setMetadata'] }, claims: ['a'] });
});

test.each([undefined, null, 7, {}, { accessToken: null }, { accessToken: { setCustomClaim: 'text' } }])(
  'an api that is none (%#) takes nothing',
  (api) => {
    expect(applyEffects([claim('a')], { api, secrets: () => undefined })).toEqual({
      failed: 'accessToken.setCustomClaim',
      skipped: [],
    });
  },
);

test('the id of the record stands in our own notes, and in no claim', () => {
  const effects: Effects = [
    { call: 'transaction.setMetadata', args: ['assay_decision', RECORD_ID] },
    { call: 'accessToken.setCustomClaim', args: ['tier', RECORD_ID] },
  ];
  expect(withRecordId(effects, '0197')).toEqual([
    { call: 'transaction.setMetadata', args: ['assay_decision', '0197'] },
    { call: 'accessToken.setCustomClaim', args: ['tier', RECORD_ID] },
  ]);
});
