// SPDX-License-Identifier: Apache-2.0
import type { Ops } from './eval/op.ts';
import { ALL_OPS } from './ops/index.ts';
import { decideDetails, type DecideDetails } from './sections/details.ts';

/** The parts of the language a runtime is built with. An artefact holds those its table uses, and no others. */
export interface Language {
  readonly ops: Ops;
  /** Decides authorization details; without it every one of them is withheld. */
  readonly decideDetails?: DecideDetails;
}

/** Everything the language has. */
export const WHOLE_LANGUAGE: Language = { ops: ALL_OPS, decideDetails };
