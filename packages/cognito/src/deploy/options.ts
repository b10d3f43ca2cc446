// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import type { EventVersion } from '../event-version.ts';

export const ACCESSES = ['read', 'write'] as const;

/** What an artefact does with a table: a source reads it, a log writes it. */
export type TableAccess = (typeof ACCESSES)[number];

/** A table by its name, in the account of the function. */
export interface TableUse {
  readonly name: string;
  /** Absent: the region of the function. */
  readonly region?: string;
  readonly access: readonly TableAccess[];
  /** Patterns of the partition keys it may use (`dynamodb:LeadingKeys`); absent: all of the table. */
  readonly partitions?: readonly string[];
}

/** What the deployables of an artefact are made of. */
export interface CognitoFilesOptions {
  /** Of the project. */
  readonly name: string;
  readonly eventVersion: EventVersion;
  /** Of the decision table inside the artefact. */
  readonly digest: string;
  /** Of DynamoDB. */
  readonly tables: readonly TableUse[];
  /** Environment variables the artefact needs: names only, the operator fills them. */
  readonly secrets: readonly string[];
  /** Absent: 512. */
  readonly memoryMb?: number;
}

const NAME = /^[a-z][a-z0-9-]*$/;
const DIGEST = /^sha256-[0-9a-f]{64}$/;
// DynamoDB, "Naming rules"
const TABLE = /^[A-Za-z0-9_.-]{3,255}$/;
// IAM: `*` stands for any text; no other key of ours has a sign a template would read
const PARTITION = /^[A-Za-z0-9#_.*-]{1,255}$/;
const REGION = /^[a-z]{2,8}(?:-[a-z]+)+-[0-9]{1,2}$/;
// Lambda, `Environment.Variables`; the rest of a name that begins with one of these is Lambda's own
const VARIABLE = /^[A-Za-z][A-Za-z0-9_]+$/;
const LAMBDAS_OWN = /^(?:AWS|LAMBDA|_)/;
const MEMORY_MB = { least: 128, most: 10_240 };

/** Names AWS would not take, or that mean something inside the files they are written to. Pure. */
export function problemsOf({ name, digest, tables, secrets, memoryMb }: CognitoFilesOptions): readonly Problem[] {
  const problems: Problem[] = [];
  const expect = (isAsExpected: boolean, path: string, message: string): void => {
    if (!isAsExpected) problems.push({ path, message });
  };
  expect(NAME.test(name), '/name', 'expected a project name such as `my-pool`');
  expect(DIGEST.test(digest), '/digest', 'expected `sha256-` and 64 hexadecimal digits');
  tables.forEach((table, at) => {
    expect(TABLE.test(table.name), `/tables/${at}/name`, 'expected 3 to 255 letters, digits, `_`, `.` or `-`');
    const isRegion = table.region === undefined || REGION.test(table.region);
    expect(isRegion, `/tables/${at}/region`, 'expected a region such as `eu-west-1`');
    const arePartitions = table.partitions?.every((pattern) => PARTITION.test(pattern)) ?? true;
    expect(arePartitions, `/tables/${at}/partitions`, 'expected patterns of keys such as `E#*`');
  });
  secrets.forEach((secret, at) => {
    const isVariable = VARIABLE.test(secret) && !LAMBDAS_OWN.test(secret);
    expect(isVariable, `/secrets/${at}`, 'expected the name of an environment variable that is not Lambda’s own');
  });
  const isMemory = memoryMb === undefined || (Number.isInteger(memoryMb) && isWithin(memoryMb));
  expect(isMemory, '/memoryMb', `expected a whole number from ${MEMORY_MB.least} to ${MEMORY_MB.most}`);
  return problems;
}

const isWithin = (memoryMb: number): boolean => memoryMb >= MEMORY_MB.least && memoryMb <= MEMORY_MB.most;
