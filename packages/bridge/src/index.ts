// SPDX-License-Identifier: Apache-2.0
export { createBridge, type Bridge } from './bridge.ts';
export { LIMITS, type Limits } from './limits.ts';
export type { Listening, ListenOptions } from './listen.ts';
export type { LogOptions } from './log.ts';
export type { BridgeEvent, BridgeOptions, Decided, LoadedPolicy } from './options.ts';
export { formatPeps, newPep, newSecret, type NewSecret } from './peps/new-pep.ts';
export { parsePeps } from './peps/parse-peps.ts';
export { ROLES, type CertificateRule, type Pep, type Role, type TokenRule } from './peps/pep.ts';
