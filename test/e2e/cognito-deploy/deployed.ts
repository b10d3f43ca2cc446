// SPDX-License-Identifier: Apache-2.0

/** What comes to be, in words that CloudFormation and Terraform share. Names of things that are made stand as `<Function>`, and what AWS knows as `<AWS::Region>`. */
export interface Deployed {
  /** How many there are of each type of resource. */
  readonly resources: Readonly<Record<string, number>>;
  readonly function: unknown;
  /** Names only. */
  readonly environment: readonly string[];
  readonly assumedBy: unknown;
  readonly statements: readonly {
    readonly sid: unknown;
    readonly actions: unknown;
    readonly resources: unknown;
    readonly partitions: unknown;
  }[];
  readonly permission: unknown;
  readonly records: unknown;
  /** By metric, the filter pattern and what it is added to. */
  readonly counts: Readonly<Record<string, unknown>>;
  readonly alarms: Readonly<Record<string, unknown>>;
}

/** CloudFormation takes one or many in most places: here it is always a list. */
export const many = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The only one of a list; throws where there are none or more, because whatever is read then was not meant. */
export function only(value: readonly unknown[]): unknown {
  if (value.length !== 1) throw new Error(`expected one, found ${value.length}`);
  return value[0];
}

export const countsOf = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
