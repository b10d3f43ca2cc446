// SPDX-License-Identifier: Apache-2.0
export type { Change, Guard, Write } from './change.ts';
export type { DeployOptions } from './desired.ts';
export { keycloakFiles, type KeycloakFile, type KeycloakFilesOptions } from './files.ts';
export { planFor, type Plan } from './plan.ts';
export { sameJson } from './same-json.ts';
