// SPDX-License-Identifier: Apache-2.0
import type { LogStore } from '../store/log-store.ts';
import type { Verifier } from '../tree/note.ts';
import type { Append } from './group-commit.ts';
import type { PostParser } from './parse-post.ts';
import type { Principal } from './tokens.ts';

/** What the routes of a collector have in common. */
export interface Ports {
  readonly store: LogStore;
  readonly append: Append;
  readonly parse: PostParser;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The subject as the log has it. */
  readonly subjectOf: (subject: string) => string;
  /** Of the key the log is sealed with, where it is. */
  readonly verifier?: Verifier;
}

/** One request to a route that its bearer may use. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** Of a path with an `{id}`. */
  readonly id: string;
  readonly bearer: Principal;
  readonly ports: Ports;
}

export type Answer = (call: Call) => Promise<Response>;
