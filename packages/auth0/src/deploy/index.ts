// SPDX-License-Identifier: Apache-2.0
export { auth0Files } from './auth0-files.ts';
export type { Auth0FilesOptions, OutputFile } from './options.ts';
export type { DeployedTriggerId } from './triggers.ts';
