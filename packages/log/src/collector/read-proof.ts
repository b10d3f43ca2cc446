// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import { isCovered, proveEntry } from '../prove/prove-entry.ts';
import type { Answer } from './context.ts';
import { jsonResponse } from './json-response.ts';
import { notThere } from './read-records.ts';
import { problemResponse } from './refusal.ts';

/** The proof that a decision is in the log of its newest checkpoint, with what is disclosed of it. */
export const readProof: Answer = async ({ id, url, ports: { store, verifier } }) => {
  const disclose = url.searchParams.getAll('disclose');
  const other = [...url.searchParams.keys()].find((name) => name !== 'disclose');
  if (other !== undefined)
    return problemResponse({
      status: 400,
      code: 'ERR_COLLECTOR',
      detail: 'expected `disclose` alone',
      problems: [{ path: `/${other.slice(0, 100)}`, message: 'is nothing that can be asked by' }],
    });
  if (verifier === undefined)
    return problemResponse({
      status: 404,
      code: 'ERR_LOG_PROOF',
      title: 'there are no proofs here',
      detail: 'this collector has no key: its log is not signed',
    });
  // asked before the proof is made: a checkpoint that is signed in between only covers more
  if (!(await isCovered(store, verifier, id))) return problemResponse(NOT_COVERED);
  try {
    return jsonResponse(await proveEntry(store, verifier, id, disclose.length === 0 ? {} : { disclose }));
  } catch (cause) {
    if (!isAssayError(cause)) throw cause;
    if (cause.code === 'ERR_LOG_NOT_FOUND')
      return problemResponse(disclose.length === 0 ? notThere(id) : NOTHING_TO_DISCLOSE);
    if (cause.code === 'ERR_LOG_PROOF') return problemResponse(NOT_AS_SIGNED);
    throw cause;
  }
};

const NOTHING_TO_DISCLOSE = {
  status: 404,
  code: 'ERR_LOG_NOT_FOUND',
  detail: 'the log has no such decision, or it has nothing there that could be disclosed',
} as const;

const NOT_COVERED = {
  status: 409,
  code: 'ERR_LOG_PROOF',
  title: 'there is no proof of it yet',
  detail: 'the decision is in the log, and no checkpoint covers it yet: ask again once the next one is signed',
} as const;

const NOT_AS_SIGNED = {
  status: 500,
  code: 'ERR_LOG_PROOF',
  detail: 'the log is not what was signed: `assay log verify` says where',
} as const;
