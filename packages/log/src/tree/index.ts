// SPDX-License-Identifier: Apache-2.0
export { checkpointText, openCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
export { createTreeBuilder, frontierRoot, type Frontier, type TreeBuilder } from './frontier.ts';
export { EMPTY_ROOT, leafHash, nodeHash } from './hashes.ts';
export { createSigner, createVerifier, type Signer, type Verifier } from './note.ts';
export { proveConsistency, proveInclusion, type ReadLeaves } from './prove.ts';
export { seal } from './seal.ts';
export { isConsistent, isIncluded, type Consistency, type Inclusion, type TreeHead } from './verify-proof.ts';
