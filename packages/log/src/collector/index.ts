// SPDX-License-Identifier: Apache-2.0
export { createCollector, type Collector, type CollectorOptions } from './collector.ts';
export { LIMITS } from './limits.ts';
export { listen, type Listening, type ListenOptions } from './listen.ts';
export { PAGE_PARAMETERS, QUESTION_PARAMETERS } from './read-question.ts';
export type { Read } from './read-log-line.ts';
export type { RefusedRequest } from './refused-requests.ts';
export { ROUTES, type Route } from './routes.ts';
export type { CollectorProblem } from './spilling.ts';
export { createToken, parseTokens, ROLES, type Role, type TokenEntry } from './tokens.ts';
export { WIRE_SCHEMAS } from './wire-schema.ts';
