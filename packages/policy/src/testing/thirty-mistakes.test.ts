// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFileOrder } from '../diagnostics/order.ts';
import { diagnose } from './diagnose.ts';
import { inProject } from './mistake.ts';

const SOURCES = `sources:
  iga:
    owner: iga@example.com
    driver: static
    file: iga.yaml
    timeout: 100ms
    schema:
      type: object
      required: [status, roles]
      properties: { status: { type: string }, roles: { type: array, items: { type: string } }, manager: { type: string } }
`;

test('a policy with thirty mistakes lists all of them, each where it is', () => {
  const text = readFileSync(join(__dirname, 'thirty-mistakes.txt'), 'utf8');
  const { files } = inProject('unknown-key', '', SOURCES, {
    'iga.yaml': 'status: active\nroles: []\n',
    'policy.yaml': text,
  });
  const lines = inFileOrder(diagnose({ files })).map(
    ({ code, span }) => `${text.slice(0, span.start).split('\n').length} ${code} ${text.slice(span.start, span.end)}`,
  );
  expect(lines).toEqual([
    '2 missing-owner policy',
    '2 invalid-name Payments',
    '4 unknown-key aplies',
    '4 unknown-key audience',
    '4 empty-list []',
    '6 invalid-name in',
    '7 unknown-name igaa',
    '11 unknown-member statsu',
    '12 duplicate-rule employees',
    '13 wrong-type-in-expression iga.status == 1',
    '14 missing-key permit',
    '16 unsupported-yaml !switches.on',
    '19 rule-effect deny',
    '20 invalid-value authorisation_code',
    '22 yaml-syntax in iga.roles',
    '24 expression-syntax ',
    '26 never-matches "machine"',
    '29 reserved-scope-name issue:access_token:password',
    '32 invalid-scope-name account.{id}list',
    '35 reserved-name account.{subject}',
    '41 misplaced-key lifetime',
    '44 duration-never-applies 0s',
    '46 optional-without-has iga.manager',
    '47 invalid-duration 300',
    '48 duplicate-key payments:write',
    '53 reserved-claim sub',
    '58 unsupported-expression client.id',
    '59 wrong-type id_token',
    '61 wrong-type authorization_details',
    '63 unknown-key constructor',
  ]);
  expect(lines).toHaveLength(30);
});
