// SPDX-License-Identifier: Apache-2.0
import type { GrantType, TokenType } from '../model/request.ts';

/** The version this runtime reads. It changes when an older runtime would misread a table. */
export const TABLE_VERSION = 2;

/**
 * A compiled policy set: plain JSON, made by the compiler and addressed by the digest of its canonical form.
 * Numbers that stand for something are indexes into the pools of the same table.
 */
export interface DecisionTable {
  readonly version: typeof TABLE_VERSION;
  readonly name: string;
  /** Every string literal and name of the conditions, once. */
  readonly strings: readonly string[];
  /** Literal lists of strings, as indexes into the strings, so that a list many rules share is held once. */
  readonly lists: readonly (readonly number[])[];
  /** What conditions read: one entry per distinct attribute, read and checked at most once in a decision. */
  readonly slots: readonly Slot[];
  readonly variables: readonly Variable[];
  /** Every distinct condition (one conjunct) and value; rules share them. */
  readonly exprs: readonly Ir[];
  /** The slots each expression reads, through variables too. */
  readonly reads: readonly (readonly number[])[];
  readonly policies: readonly PolicyInfo[];
  readonly rules: readonly Rule[];
  /** Sections hold indexes into `rules`, in the order of the policy files. */
  readonly gates: readonly number[];
  readonly scopes: { readonly [scope: string]: readonly number[] };
  readonly dynamic: readonly DynamicScope[];
  readonly claims: { readonly [claim: string]: readonly number[] };
  readonly details: { readonly [type: string]: readonly number[] };
  /** What the project declares of members that rules of a type read; a type without rules or without a declaration is absent. */
  readonly detailMembers?: { readonly [type: string]: readonly DetailMember[] };
  readonly lifetime: readonly number[];
  /** Absent: no rule speaks of any. */
  readonly groups?: readonly number[];
  readonly roles?: readonly number[];
  /** Parameters of the request a policy may read; the others never get further than the adapter. */
  readonly parameters: readonly string[];
  readonly governance: Governance;
}

/**
 * One attribute. `path` is own members, from the root: a `request` slot reads the IssuanceRequest, an `attribute` slot what sources said
 * (its first step is the source's name), a `bound` slot what the section binds (`scope`, `audience`, `token`, `detail`, `cell`, `group`, `role`, a variable of a dynamic scope).
 */
export interface Slot {
  readonly root: 'request' | 'attribute' | 'bound';
  readonly path: readonly string[];
  readonly type: SlotType;
}

/** What a value read must be, all the way down; one that is not is an error. `int` is a safe integer; `list` and `map` hold anything; `dyn` is unchecked. */
export type SlotType =
  | ('string' | 'int' | 'double' | 'bool' | 'null')
  | ('strings' | 'ints' | 'doubles' | 'bools')
  | ('list' | 'map' | 'dyn')
  | StructuredType;

/**
 * In prefix form: a list or a map whose items or members are of one type; a `record` whose members have types by name, each of which may be
 * absent, and may have others; one that is `closed` has no others.
 */
export type StructuredType =
  | readonly [structure: 'list' | 'map', of: SlotType]
  | readonly [structure: 'record' | 'closed', members: { readonly [member: string]: SlotType }];

/** A named expression, evaluated at most once in a decision, and only when something reads it. One of a library stands here once; its policy is the first that reads it. */
export interface Variable {
  readonly policy: number;
  readonly library?: string;
  readonly name: string;
  readonly expr: number;
}

/** An expression in prefix form, `[op, ...operands]`. */
export type Ir = readonly [op: string, ...operands: (Ir | number | string | boolean)[]];

export interface PolicyInfo {
  readonly name: string;
  readonly owner: string;
  readonly file: string;
  /** Present where the policy says `applies`: it is silent about any other audience or client. */
  readonly audiences?: readonly string[];
  readonly clients?: readonly string[];
}

/**
 * One rule. Its condition is the conjunction of `when`; an empty one holds. `effect` says what it does when it holds:
 * permit (where there is no effect) and deny (gates, scopes, details, groups, roles), request and consent (scopes), set and remove (claims),
 * limit (lifetime).
 */
export interface Rule {
  /** Absent: the first policy. */
  readonly policy?: number;
  readonly id: string;
  readonly at: readonly [line: number, column: number];
  readonly effect?: 'deny' | 'request' | 'consent' | 'set' | 'remove' | 'limit';
  readonly when: readonly number[];
  /** The text of `reason`, for operators. */
  readonly reason?: string;
  /** The only clients it can hold for, where its condition says so by literals: an index into `lists`, and what the client index is made of. */
  readonly clients?: number;
  /** The token types and grants it is about; all, where absent. */
  readonly tokens?: readonly TokenType[];
  readonly grants?: readonly GrantType[];
  /** The claim's value, an index into `exprs`. */
  readonly value?: number;
  /** Seconds: of a permitting scope rule, or of a `limit`. */
  readonly lifetime?: number;
  readonly require?: readonly Requirement[];
  /** Of a permitting rule of authorization details: members it limits, and to what: an index into `exprs`. */
  readonly limit?: readonly Limit[];
}

/** A member that is made at most `value`, an index into `exprs`; one that has to be an integer stays one. */
export interface Limit {
  readonly path: readonly string[];
  readonly value: number;
  readonly integer?: true;
}

/** A member of an authorization detail, by its path below the element, and what it has to be. One that is not required may be absent. */
export interface DetailMember {
  readonly path: readonly string[];
  readonly type: SlotType;
  readonly required?: true;
  /** The only values it can have. */
  readonly values?: readonly (string | number | boolean)[];
  /** Of a number: at least, at most, more than, less than. */
  readonly range?: { readonly min?: number; readonly max?: number; readonly above?: number; readonly below?: number };
}

export interface Requirement {
  readonly type: string;
  readonly properties: { readonly [name: string]: string | number };
}

/** A scope with variables; a table has the more specific ones first, and those of the longer literal beginning before all others. In parts that alternate: literal, variable, literal, ...; the first and last are literals, maybe empty. */
export interface DynamicScope {
  readonly pattern: string;
  readonly parts: readonly string[];
  /** Of each variable; where absent, and for null, it is any text up to a separator. */
  readonly types?: readonly (ScopeVariableType | null)[];
  readonly rules: readonly number[];
}

/** What a variable of a scope has to be: a safe integer, a UUID, a date, or one of several texts. */
export type ScopeVariableType = 'int' | 'uuid' | 'date' | readonly string[];

/** What the policy set speaks of, what happens outside of it, and what is only observed. An absent list is no limit. */
export interface Governance {
  readonly audiences?: readonly string[];
  readonly clients?: readonly string[];
  /** Scopes by name, or by prefix where the entry ends in `*`. */
  readonly scopes?: readonly string[];
  readonly outside: 'pass' | 'deny';
  readonly mode: 'enforce' | 'observe';
  /** Audiences and clients for which the mode is the other one. */
  readonly otherMode?: { readonly audiences?: readonly string[]; readonly clients?: readonly string[] };
  /** What happens to a claim of the baseline no rule speaks of. */
  readonly unlistedClaims: 'keep' | 'remove';
  /** What happens to a group or role no rule denies, where no rule permits any; absent: kept. */
  readonly unlistedGroups?: 'remove';
  readonly unlistedRoles?: 'remove';
}
