// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProof } from '@assay/log/proof';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';

const schema: unknown = JSON.parse(
  readFileSync(join(__dirname, '../../packages/log/schemas/log-proof.schema.json'), 'utf8'),
);
const validate = new Ajv2020({ strict: false }).compile(schema as object);

const hash = Buffer.alloc(32, 7).toString('base64');
const ENTRY = {
  body: '{}',
  disclosed: { '/who/subject/id': { salt: 'A'.repeat(22), json: '"dana"' } },
  index: 3,
  path: [hash],
};
const INCLUSION = { version: 1, proves: 'inclusion', signer: 'log', checkpoint: 'note', entries: [ENTRY] };
const CONSISTENCY = {
  version: 1,
  proves: 'consistency',
  signer: 'log',
  checkpoint: 'note',
  before: 'note',
  path: [hash],
};

const isRead = (value: unknown): boolean => parseProof(JSON.stringify(value)).document !== undefined;

test('the published schema takes what the verifier reads', () => {
  for (const document of [INCLUSION, CONSISTENCY]) expect([validate(document), isRead(document)]).toEqual([true, true]);
});

/** Every place of a value, itself last. */
function placesOf(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [...inside.flatMap(([name, member]) => placesOf(member, [...at, name])), at];
}

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>; // sound: the place is inside an object or a list
  copy[name] = replaced(copy[name], rest, by);
  if (copy[name] === undefined) delete copy[name];
  return copy;
}

test('the published schema and the verifier agree on what is changed', () => {
  const others = fc.oneof(
    fc.constantFrom(
      undefined,
      null,
      '',
      'x',
      hash,
      hash.slice(0, -2),
      -1,
      1.5,
      2,
      2 ** 53,
      [],
      {},
      [hash],
      [1],
      { a: 1 },
      { '/a': ENTRY.disclosed['/who/subject/id'] },
    ),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.constantFrom<object>(INCLUSION, CONSISTENCY), fc.nat(), others, (document, pick, by) => {
      const places = placesOf(document);
      const changed = replaced(document, places[pick % places.length]!, by); // sound: within the places
      fc.pre(changed !== undefined);
      expect([changed, isRead(changed)]).toEqual([changed, validate(changed)]);
    }),
    { numRuns: 3000 },
  );
});
