// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { tableConstruct } from './construct.ts';
import { problemsOf, type LogTableOptions } from './options.ts';
import { tableTemplate } from './template.ts';
import { tableMain, tableOutputs, tableVariables } from './terraform.ts';

/** A file an operator deploys the table with; `path` has `/`. */
export interface LogTableFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What an operator makes the table of a log with: a template for CloudFormation and SAM, a CDK construct, a Terraform module. Each makes the same table, and a
 * policy for each role. Pure: the same options give the same bytes. Throws ERR_PROJECT_INVALID, with all problems, where AWS would not take a name.
 */
export function logTableFiles(options: LogTableOptions): readonly LogTableFile[] {
  const problems = problemsOf(options);
  if (problems.length > 0) {
    const said = problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new AssayError('ERR_PROJECT_INVALID', `the table cannot be deployed: ${said}`, { problems });
  }
  return [
    { path: 'cdk/assay-log-table.ts', text: tableConstruct(options) },
    { path: 'template.yaml', text: tableTemplate(options) },
    { path: 'terraform/main.tf', text: tableMain(options) },
    { path: 'terraform/outputs.tf', text: tableOutputs(options) },
    { path: 'terraform/variables.tf', text: tableVariables(options) },
  ];
}
