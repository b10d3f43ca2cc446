// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { cdkConstruct } from './construct.ts';
import { problemsOf, type CognitoFilesOptions } from './options.ts';
import { readme } from './readme.ts';
import { samTemplate } from './template.ts';
import { terraformMain, terraformOutputs, terraformVariables } from './terraform.ts';

/** A file beside `function.zip`; `path` is relative to its folder, with `/`. */
export interface CognitoFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What an operator deploys the artefact with: a SAM template, a CDK construct, a Terraform module, and how to use them. Pure: the same options give
 * the same bytes. Throws ERR_PROJECT_INVALID, with all problems, where AWS would not take a name or a number.
 */
export function cognitoFiles(options: CognitoFilesOptions): readonly CognitoFile[] {
  const problems = problemsOf(options);
  if (problems.length > 0) {
    const said = problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new AssayError('ERR_PROJECT_INVALID', `the artefact cannot be deployed: ${said}`, { problems });
  }
  return [
    { path: 'README.md', text: readme(options) },
    { path: 'cdk/assay-pre-token-generation.ts', text: cdkConstruct(options) },
    { path: 'template.yaml', text: samTemplate(options) },
    { path: 'terraform/main.tf', text: terraformMain(options) },
    { path: 'terraform/outputs.tf', text: terraformOutputs(options) },
    { path: 'terraform/variables.tf', text: terraformVariables(options) },
  ];
}
