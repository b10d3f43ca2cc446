// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { createTreeBuilder } from './frontier.ts';
import { EMPTY_ROOT, leafHash, nodeHash } from './hashes.ts';
import { proveConsistency, proveInclusion, type ReadLeaves } from './prove.ts';
import { isConsistent, isIncluded } from './verify-proof.ts';

const LEAVES = Array.from({ length: 2100 }, (_, at) => leafHash(`entry ${at}`));

const read: ReadLeaves = async function* (from, to) {
  await Promise.resolve();
  for (let position = from; position < Math.min(to, LEAVES.length); position++)
    yield { position, hash: LEAVES[position]! }; // sound: within the list
};

/** As RFC 6962 section 2.1 defines it, word for word. */
function merkleTreeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(merkleTreeHash(leaves.slice(0, k)), merkleTreeHash(leaves.slice(k)));
}

const rootOf = (size: number): Uint8Array => {
  const tree = createTreeBuilder();
  for (const leaf of LEAVES.slice(0, size)) tree.add(leaf);
  return tree.root();
};
const ROOTS = Array.from({ length: 75 }, (_, size) => rootOf(size));

test('the root of every size is that of the definition, wherever the builder was left and begun again', () => {
  for (let size = 0; size < ROOTS.length; size++) {
    expect(Buffer.from(ROOTS[size]!)).toEqual(Buffer.from(merkleTreeHash(LEAVES.slice(0, size)))); // sound: one of each size
    const first = createTreeBuilder();
    for (const leaf of LEAVES.slice(0, Math.floor(size / 3))) first.add(leaf);
    const rest = createTreeBuilder(first.frontier());
    for (const leaf of LEAVES.slice(Math.floor(size / 3), size)) rest.add(leaf);
    expect({ size: rest.size(), root: rest.root() }).toEqual({ size, root: ROOTS[size] });
  }
});

test('every leaf of every size is proven, as no other leaf and in no other tree', async () => {
  for (let size = 1; size <= 70; size++) {
    for (let index = 0; index < size; index++) {
      const root = ROOTS[size]!; // sound: one of each size
      const leaf = LEAVES[index]!; // sound: as above
      const path = await proveInclusion(read, index, size);
      const proof = { leaf, index, size, root, path };
      expect(isIncluded(proof)).toBe(true);
      expect(isIncluded({ ...proof, index: (index + 1) % (size + 1) })).toBe(false);
      expect(isIncluded({ ...proof, leaf: LEAVES[index + 1]! })).toBe(false); // sound: there are more leaves
      expect(isIncluded({ ...proof, root: ROOTS[size - 1]! })).toBe(false); // sound: as above
      expect(isIncluded({ ...proof, path: [...path, EMPTY_ROOT] })).toBe(false);
      if (path.length > 0) expect(isIncluded({ ...proof, path: path.slice(1) })).toBe(false);
    }
  }
});

test('every tree begins with every smaller one, and with no other', async () => {
  for (let size = 0; size <= 70; size++) {
    for (let before = 0; before <= size; before++) {
      const path = await proveConsistency(read, before, size);
      const proof = { before: { size: before, root: ROOTS[before]! }, after: { size, root: ROOTS[size]! }, path }; // sound: one of each size
      expect(isConsistent(proof)).toBe(true);
      expect(isConsistent({ ...proof, before: { size: before, root: ROOTS[before + 1]! } })).toBe(false); // sound: there are more
      // nothing is claimed of what the empty tree grew into
      if (before > 0) expect(isConsistent({ ...proof, after: { size, root: ROOTS[size + 1]! } })).toBe(false); // sound: as above
      expect(isConsistent({ ...proof, path: [...path, EMPTY_ROOT] })).toBe(false);
      if (path.length > 0) expect(isConsistent({ ...proof, path: path.slice(1) })).toBe(false);
    }
  }
});

const flip = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[Math.floor(bit / 8) % copy.length]! ^= 1 << (bit % 8); // sound: within the bytes
  return copy;
};

test('no bit of a proof can be changed', async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.nat(), fc.nat());
  await fc.assert(
    fc.asyncProperty(sizes, async ([size, pick, bit]) => {
      const index = pick % size;
      const root = rootOf(size);
      const leaf = LEAVES[index]!; // sound: within the tree
      const path = await proveInclusion(read, index, size);
      const proof = { leaf, index, size, root, path };
      expect(isIncluded(proof)).toBe(true);
      expect(isIncluded({ ...proof, leaf: flip(leaf, bit) })).toBe(false);
      expect(isIncluded({ ...proof, root: flip(root, bit) })).toBe(false);
      const at = bit % Math.max(1, path.length);
      if (path.length > 0) expect(isIncluded({ ...proof, path: path.with(at, flip(path[at]!, bit)) })).toBe(false); // sound: within the path

      const before = { size: index + 1, root: rootOf(index + 1) };
      const grown = { before, after: { size, root }, path: await proveConsistency(read, index + 1, size) };
      expect(isConsistent(grown)).toBe(true);
      expect(isConsistent({ ...grown, before: { ...before, root: flip(before.root, bit) } })).toBe(false);
      expect(isConsistent({ ...grown, after: { size, root: flip(root, bit) } })).toBe(false);
      const on = bit % Math.max(1, grown.path.length);
      if (grown.path.length > 0)
        expect(isConsistent({ ...grown, path: grown.path.with(on, flip(grown.path[on]!, bit)) })).toBe(false); // sound: as above
    }),
    { numRuns: 60 },
  );
});

test('a proof of anything is true or false, and never throws', () => {
  const hash = fc.uint8Array({ maxLength: 33 });
  const count = fc.oneof(fc.nat(), fc.double(), fc.constant(Number.MAX_SAFE_INTEGER));
  const path = fc.array(fc.oneof(hash, fc.constant(EMPTY_ROOT)), { maxLength: 70 });
  fc.assert(
    fc.property(hash, hash, count, count, path, (leaf, root, index, size, steps) => {
      expect(isIncluded({ leaf, index, size, root, path: steps })).toBe(false);
      expect(typeof isConsistent({ before: { size: index, root: leaf }, after: { size, root }, path: steps })).toBe(
        'boolean',
      );
    }),
  );
});

test('what is not there is not proven, and a missing leaf is told', async () => {
  await expect(proveInclusion(read, 5, 5)).rejects.toMatchObject({ code: 'ERR_LOG_NOT_FOUND' });
  await expect(proveInclusion(read, -1, 5)).rejects.toMatchObject({ code: 'ERR_LOG_NOT_FOUND' });
  await expect(proveConsistency(read, 6, 5)).rejects.toMatchObject({ code: 'ERR_LOG_NOT_FOUND' });
  await expect(proveInclusion(read, 5, 2101)).rejects.toMatchObject({
    code: 'ERR_LOG_CORRUPT',
    message: 'leaf 2100 of the log is missing',
  });
});
