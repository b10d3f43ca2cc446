// SPDX-License-Identifier: Apache-2.0
import type { Ops } from './eval/op.ts';
import { ALL_OPS } from './ops/index.ts';
import { scopeValue, type ScopeValue } from './rules/scope-variable.ts';
import { decideDetails, type DecideDetails } from './sections/details.ts';
import { decideMembers, type DecideMembers } from './sections/members.ts';
import { requestAndGrant, type Grant } from './sections/request-and-grant.ts';

/** The parts of the language a runtime is built with. An artefact holds those its table uses, and no others. */
export interface Language {
  readonly ops: Ops;
  /** Decides authorization details; without it every one of them is withheld. */
  readonly decideDetails?: DecideDetails;
  /** Decides groups and roles; without it a table that speaks of any decides nothing. */
  readonly decideMembers?: DecideMembers;
  /** Asks who may request a scope, and what needs consent; without it a scope with such rules is withheld. */
  readonly requestAndGrant?: Grant;
  /** Reads typed variables of scopes; without it no scope matches a pattern with one. */
  readonly scopeValue?: ScopeValue;
}

/** Everything the language has. */
export const WHOLE_LANGUAGE: Language = {
  ops: ALL_OPS,
  decideDetails,
  decideMembers,
  requestAndGrant,
  scopeValue,
};
