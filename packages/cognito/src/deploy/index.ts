// SPDX-License-Identifier: Apache-2.0
export { cognitoFiles, type CognitoFile } from './files.ts';
export type { CognitoFilesOptions, TableAccess, TableUse } from './options.ts';
