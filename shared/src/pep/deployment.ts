// SPDX-License-Identifier: Apache-2.0

/** One thing an operator should know of what is deployed. */
export interface DeploymentFinding {
  /** Stable: a program may look for it. */
  readonly code: string;
  /** An error is something broken or passed by; the others are worth a look. */
  readonly severity: 'error' | 'warning' | 'info';
  /** Of what was read, as the user would name it. */
  readonly file: string;
  /** A JSON pointer into the file; `""` is the whole. */
  readonly path: string;
  readonly message: string;
  /** What to do. */
  readonly help: string;
}

/** Whether a request for tokens asks what is deployed; `unknown` where what was read does not tell. */
export type Reach = 'asks' | 'passes_by' | 'unknown' | 'not_allowed';

/** One grant of one client. */
export interface ReachCell {
  readonly reach: Reach;
  readonly why: string;
}

/** The grants of one client. */
export interface ClientReach {
  /** A name or an id, whichever was told. */
  readonly client: string;
  /** By grant; every grant of the report has one. */
  readonly cells: Readonly<Record<string, ReachCell>>;
}

/** An artefact of ours that was found. */
export interface DeployedArtefact {
  readonly target: string;
  /** Of what holds it at the identity provider. */
  readonly name: string;
  readonly file: string;
  /** Of the policy inside, as the artefact or its description says it. */
  readonly digest?: string;
  /** Whether tokens are issued through it. */
  readonly isBound: boolean;
  /** Compared with what the project builds, byte for byte. */
  readonly code: 'same' | 'differs' | 'not_compared';
}

/** What is deployed at one identity provider, and which requests for tokens pass it by. */
export interface DeploymentReport {
  readonly artefacts: readonly DeployedArtefact[];
  readonly findings: readonly DeploymentFinding[];
  /** The columns of the coverage, in the order they are shown. */
  readonly grants: readonly string[];
  readonly clients: readonly ClientReach[];
}
