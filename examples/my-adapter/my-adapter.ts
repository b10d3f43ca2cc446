// SPDX-License-Identifier: Apache-2.0
// A complete adapter for an identity provider that does not exist: `mint` asks a web hook before it signs an access token.
import { fieldsOf, outOfBounds, type JsonObject, type Parsed, type PermitDecision } from '@assay/core/model';
import type { Problem } from '@assay/core/errors';
import type { AdaptedRequest, Adapter, Capabilities, Refusal } from '@assay/core/pep';

/** What we read of mint's event, and nothing else of it. */
export interface MintEvent {
  readonly user: string;
  readonly app: string;
  readonly api: string;
  readonly scopes: readonly string[];
  readonly ticket: string;
}

/** What mint understands: the scopes and claims of the token, or a refusal whose text it shows to the client. */
export type MintAnswer =
  | { readonly issue: true; readonly scopes?: readonly string[]; readonly claims?: JsonObject }
  | { readonly issue: false; readonly message: string };

/** Reads an event. Its size and depth are bounded first; then every field is read once, and every problem is told. */
function parseEvent(native: unknown): Parsed<MintEvent> {
  const outside = outOfBounds(native);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const f = fieldsOf(native, '', problems);
  const event: MintEvent = {
    user: f.text('user'),
    app: f.text('app'),
    api: f.text('api'),
    scopes: f.textsOr('scopes', []),
    ticket: f.text('ticket'),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: event };
}

/** The event as the question every identity provider asks. `baseline` is what mint would issue without us: never more than it says. */
function toRequest({ user, app, api, scopes }: MintEvent): AdaptedRequest {
  return {
    trigger: 'before-sign',
    grant: 'authorization_code',
    protocol: 'oauth',
    tokens: ['access_token'],
    subject: { type: 'user', id: user, profile: {} },
    actors: [],
    client: { id: app, registration: 'first_party' },
    targets: [api],
    scopes,
    authorizationDetails: [],
    authentication: { amr: [] },
    context: { parameters: {} },
    baseline: {
      scopes,
      audiences: [api],
      groups: [],
      roles: [],
      claims: { access_token: {} },
      lifetimes: { access_token: 3600 },
      authorizationDetails: [],
    },
  };
}

/** What the hook can carry out. What it cannot is never pretended: a decision that needs it becomes a denial. */
const CAPABILITIES: Capabilities = {
  scopes: 'remove',
  hasUnseenScopes: false,
  claims: { access_token: { set: 'string', remove: false } },
  lifetime: [],
  audience: false,
  groups: false,
  roles: false,
  authorizationDetails: false,
  obligations: [],
  isReservedClaim: (claim) => claim.startsWith('mint_'),
};

/** A permit as mint's answer. The guard has run: what is here can be carried out. */
function toResponse({ scopes, tokens }: PermitDecision): MintAnswer {
  const changes = tokens.access_token?.claims ?? [];
  return {
    issue: true,
    scopes: scopes.granted.map(({ scope }) => scope),
    claims: Object.fromEntries(
      changes.flatMap((change) => (change.action === 'set' ? [[change.claim, change.value]] : [])),
    ),
  };
}

/** A stable code and an id are all a client gets to see. */
const refuse = ({ error, correlationId }: Refusal): MintAnswer => ({
  issue: false,
  message: `[${error}] ${correlationId}`,
});

/** mint's hook. Five pure functions and a table: it does not decide, log, retry or catch. */
export const mint: Adapter<MintEvent, MintAnswer> = {
  name: 'mint',
  parseEvent,
  toRequest,
  capabilities: () => CAPABILITIES,
  correlation: ({ ticket }) => ({ mint_ticket: ticket }),
  toResponse,
  unchanged: () => ({ issue: true }),
  refuse,
};
