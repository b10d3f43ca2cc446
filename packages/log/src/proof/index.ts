// SPDX-License-Identifier: Apache-2.0
export { checkProof, type CheckedProof, type Proven, type Told } from './check-proof.ts';
export {
  PROOF_VERSION,
  type ConsistencyDocument,
  type InclusionDocument,
  type Opening,
  type ProofDocument,
  type ProvenEntry,
} from './document.ts';
export { parseProof, PROOF_LIMITS, type ParsedProof } from './parse-document.ts';
export { provenText } from './proof-text.ts';
