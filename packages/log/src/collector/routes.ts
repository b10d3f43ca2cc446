// SPDX-License-Identifier: Apache-2.0
import type { Answer } from './context.ts';
import { answerHealth, answerReadiness } from './health.ts';
import { postRecords } from './post-records.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { readProof } from './read-proof.ts';
import { readRecord, readRecords } from './read-records.ts';
import { readClaims, readStats, readWhy } from './read-reports.ts';
import type { Role } from './tokens.ts';

/** One thing a collector answers. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** `{id}` stands for the id of a decision. */
  readonly path: string;
  /** Absent: everybody. */
  readonly role?: Role;
  readonly answer: Answer;
}

/** Everything a collector answers; `schemas/collector.openapi.yaml` describes it. */
export const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/v1/records', role: 'writer', answer: postRecords },
  { method: 'GET', path: '/v1/log/records', role: 'auditor', answer: readRecords },
  { method: 'GET', path: '/v1/log/records/{id}', role: 'auditor', answer: readRecord },
  { method: 'GET', path: '/v1/log/claims', role: 'auditor', answer: readClaims },
  { method: 'GET', path: '/v1/log/why/{id}', role: 'auditor', answer: readWhy },
  { method: 'GET', path: '/v1/log/stats', role: 'auditor', answer: readStats },
  { method: 'GET', path: '/v1/log/checkpoint', role: 'auditor', answer: readCheckpoint },
  { method: 'GET', path: '/v1/log/proof/{id}', role: 'auditor', answer: readProof },
  { method: 'GET', path: '/healthz', answer: answerHealth },
  { method: 'GET', path: '/readyz', answer: answerReadiness },
];

/** The routes of a path, of whatever method, and the id in it. */
export function routesOf(path: string): { readonly routes: readonly Route[]; readonly id: string } {
  const exact = ROUTES.filter((route) => route.path === path);
  if (exact.length > 0) return { routes: exact, id: '' };
  const [, folder, id = ''] = /^(.*)\/([\w-]{1,128})$/.exec(path) ?? [];
  return { routes: ROUTES.filter((route) => route.path === `${folder}/{id}`), id };
}
