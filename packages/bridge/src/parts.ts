// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Gate } from './gate.ts';
import type { Limits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import type { BridgeOptions } from './options.ts';
import type { Authenticate } from './peps/authenticate.ts';
import type { Pep, Role } from './peps/pep.ts';
import type { RefusedPeps } from './peps/refused-peps.ts';

/** What the routes of a bridge have in common. */
export interface Parts {
  readonly options: BridgeOptions;
  readonly limits: Limits;
  readonly clock: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly gate: Gate;
  readonly refused: RefusedPeps;
  /** Those that are known now. */
  readonly authenticate: Authenticate;
  readonly isClosing: () => boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use a route: whoever has one of these. */
    readonly roles?: readonly Role[];
  }
  interface FastifyRequest {
    /** Who asks; undefined until that is known. */
    pep: Pep | undefined;
  }
}
