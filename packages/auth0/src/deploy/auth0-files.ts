// SPDX-License-Identifier: Apache-2.0
import type { Parsed } from '@assay/core/model';
import { checkOptions } from './check-options.ts';
import { deployCliFiles } from './deploy-cli.ts';
import { managementApiFiles } from './management-api.ts';
import type { Auth0FilesOptions, OutputFile } from './options.ts';
import { readmeFile } from './readme.ts';
import { terraformFiles } from './terraform.ts';

/**
 * The output folder of one Action: `code.js`, and what the Deploy CLI, Terraform and the Management API take, with secrets named and never filled.
 * The same options give the same bytes. Paths of problems point into the options.
 */
export function auth0Files(options: Auth0FilesOptions): Parsed<readonly OutputFile[]> {
  const problems = checkOptions(options);
  if (problems.length > 0) return { ok: false, problems };
  const sorted = { ...options, secrets: [...options.secrets].sort() }; // to Terraform another order is a change
  const value = [
    { path: 'code.js', text: options.code },
    ...deployCliFiles(sorted),
    ...terraformFiles(sorted),
    ...managementApiFiles(sorted),
    readmeFile(sorted),
  ];
  return { ok: true, value };
}
