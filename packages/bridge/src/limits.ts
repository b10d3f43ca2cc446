// SPDX-License-Identifier: Apache-2.0

/** How much the bridge takes on, and how long it waits. */
export interface Limits {
  /** Of an ask, or of a post of events. */
  readonly bodyBytes: number;
  /** Of a posted decision table. */
  readonly policyBytes: number;
  /** Of the headers of a request. */
  readonly headerBytes: number;
  /** Connections at once; more are closed as they come. */
  readonly connections: number;
  /** Decisions at once; more are refused with 503. */
  readonly decisions: number;
  /** How late the event loop may be before asks are refused with 503: a provider gives up soon after. */
  readonly lagMs: number;
  /** Requests in a second of each enforcement point that has no limit of its own. */
  readonly requestsPerSecond: number;
  /** How long the headers of a request may take to arrive. */
  readonly headersMs: number;
  /** How long a whole request may take to arrive. */
  readonly requestMs: number;
  /** How long a connection on which nothing happens is kept between requests. */
  readonly keepAliveMs: number;
  /** How long a connection may be silent within a request or an answer. */
  readonly idleMs: number;
}

export const LIMITS: Limits = {
  bodyBytes: 256 * 1024,
  policyBytes: 16 * 1024 * 1024,
  headerBytes: 16 * 1024,
  connections: 1024,
  decisions: 512,
  lagMs: 250,
  requestsPerSecond: 5000,
  headersMs: 5000,
  requestMs: 10_000,
  // longer than clients with a pool of connections keep theirs, so that none is closed as it is used
  keepAliveMs: 75_000,
  idleMs: 30_000,
};
