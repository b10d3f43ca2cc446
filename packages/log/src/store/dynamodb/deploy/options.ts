// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';

export interface LogTableOptions {
  /** Of the project. */
  readonly name: string;
  /** Of the table; `assay-log-` and the project's name, where absent. */
  readonly table?: string;
}

const NAME = /^[a-z][a-z0-9-]*$/;
// DynamoDB, "Naming rules"
const TABLE = /^[A-Za-z0-9_.-]{3,255}$/;

/** The name of the table. */
export const tableName = ({ name, table = `assay-log-${name}` }: LogTableOptions): string => table;

/** Names AWS would not take, or that mean something inside the files they are written to. Pure. */
export function problemsOf(options: LogTableOptions): readonly Problem[] {
  const problems: Problem[] = [];
  if (!NAME.test(options.name)) problems.push({ path: '/name', message: 'expected a project name such as `my-pool`' });
  if (!TABLE.test(tableName(options)))
    problems.push({ path: '/table', message: 'expected 3 to 255 letters, digits, `_`, `.` or `-`' });
  return problems;
}
