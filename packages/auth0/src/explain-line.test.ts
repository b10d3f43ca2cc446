// SPDX-License-Identifier: Apache-2.0
import { pdpOf, portsOf, echoAdapter, requestOf } from '@assay/core/testing';
import { enforce } from '@assay/core/pep';
import { explainLine } from './explain-line.ts';

const recordOf = async (id: string) =>
  (
    await enforce(
      echoAdapter(),
      portsOf(pdpOf({ rules: [{ about: 'gate', id: 'open', effect: 'permit' }] })),
    )(requestOf({ subject: { type: 'user', id, profile: { email: 'mara@example.com' } }, scopes: ['a', 'openid'] }))
  ).record;

test('says what came of it, for whom, what is missing and why, and where the rest is', async () => {
  const record = await recordOf('auth0|mara');
  expect(explainLine(record)).toBe(
    `assay: permit, user auth0|mara, client web, scopes withheld: 1, first no_rule ${record.id}`,
  );
});

test('is never longer than Auth0 keeps, and never without the id', async () => {
  const record = await recordOf(`auth0|${'x'.repeat(400)}`);
  expect(explainLine(record)).toHaveLength(256);
  expect(explainLine(record).endsWith(`... ${record.id}`)).toBe(true);
});

test('is one line, whatever an id is', async () => {
  const record = await recordOf('x\nassay: permit');
  expect(explainLine(record)).toMatch(/^assay: permit, user x\?assay: permit, client web, .+$/);
});
