// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest, JsonObject, ReasonCode, TokenType } from '@assay/core/model';
import type { Span } from '../diagnostic.ts';
import type { Silence } from './fixture-shapes.ts';

/** What a source says in a case: by key, or the same to whoever asks. A source that is not there says nothing. */
export type CaseAnswer =
  | { readonly kind: 'any'; readonly value: JsonObject | Silence }
  | { readonly kind: 'byKey'; readonly values: ReadonlyMap<string, JsonObject | Silence> };

/** Everything a decision is made on: the same inputs are always decided alike. */
export interface CaseInputs {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Without a time: that is `now`. */
  readonly request: IssuanceRequest;
  readonly answers: ReadonlyMap<string, CaseAnswer>;
}

/** The rule and the reason something has to be put down to. */
export interface ExpectedWhy {
  readonly rule?: string;
  readonly reason?: ReasonCode;
}

export type ByToken<T> = { readonly [K in TokenType]?: T };

/** What has to come of a case. What is absent is not looked at, but for `outcome` and `scopes`. */
export interface Expected {
  readonly outcome: 'permit' | 'deny';
  readonly error?: string;
  readonly rule?: string;
  readonly reason?: ReasonCode;
  readonly gates?: ByToken<string>;
  readonly scopes: readonly string[];
  readonly withheld?: { readonly [scope: string]: ExpectedWhy };
  readonly claims?: ByToken<JsonObject>;
  readonly removedClaims?: ByToken<readonly string[]>;
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  readonly audiences?: readonly string[];
  readonly authorizationDetails?: readonly JsonObject[];
  readonly withheldDetails?: readonly (ExpectedWhy & { readonly type?: string })[];
  readonly obligations?: readonly ExpectedObligation[];
  /** Seconds. */
  readonly lifetimes?: ByToken<number | 'unlimited'>;
  readonly record?: JsonObject;
  readonly wholeRecord?: JsonObject;
}

export interface ExpectedObligation {
  readonly type?: string;
  readonly properties?: JsonObject;
  readonly about?: JsonObject;
  readonly rule?: string;
  readonly met?: boolean;
}

/** One decision and what has to come of it; or two decisions that differ in one fact, and what has to differ in the token. */
export type TestCase = {
  /** The names of its fixtures, where a test has several cases. */
  readonly name: string;
  readonly span: Span;
  /** Whether a part of the expectation is about the frozen inputs of the record. */
  readonly readsInputs: boolean;
} & (
  | { readonly kind: 'expect'; readonly inputs: CaseInputs; readonly expected: Expected }
  | {
      readonly kind: 'pair';
      readonly before: CaseInputs;
      readonly after: CaseInputs;
      /** As `differs` is written, durations in seconds. */
      readonly differs: JsonObject;
    }
);

/** A test and its cases, in the order of its fixtures. */
export interface PolicyTest {
  readonly name: string;
  readonly span: Span;
  readonly cases: readonly TestCase[];
}

/** One `*.test.yaml`. */
export interface TestFile {
  readonly file: string;
  readonly text: string;
  readonly description?: string;
  readonly trigger: { readonly name: string; readonly starts: readonly string[] };
  readonly tests: readonly PolicyTest[];
}
