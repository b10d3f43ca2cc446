// SPDX-License-Identifier: Apache-2.0
import { cognito, parseSettings } from '@assay/cognito';
import type { IssuanceDecision, IssuanceRequest, JsonObject } from '@assay/core/model';
import { createTablePdp, openTable, type Pdp } from '@assay/core/pdp';
import { enforce, type Enforced, type Ports } from '@assay/core/pep';
import { echoAdapter, requestOf } from '@assay/core/testing';
import { keycloak } from '@assay/keycloak';
import { sha256 } from './sha256.ts';
import type { CompiledVector } from './compile.ts';
import { keycloakFormOf, toldBy, type KeycloakForm } from './keycloak.ts';
import type { Vector } from './vector.ts';

/** One way a vector can be decided: whether it can be asked this way, what decides, and the attempt itself. */
export interface Implementation {
  readonly name: string;
  canRun(vector: Vector): boolean;
  pdp(compiled: CompiledVector): Pdp;
  attempt(vector: Vector, ports: Ports): Promise<Enforced<unknown>>;
  /** The request as its adapter tells it, where that says more than the vector; and what the record says beside. */
  told?(request: IssuanceRequest): IssuanceRequest;
  readonly adapter?: string;
  readonly correlation?: JsonObject;
}

const embedded = ({ compiled }: CompiledVector): Pdp => createTablePdp(openTable(compiled.text, sha256));

/** A PDP somewhere else: what it decides has gone through JSON, and comes later. */
const remote = (compiled: CompiledVector): Pdp => {
  const pdp = embedded(compiled);
  return {
    ...pdp,
    decide: async (request, attributes) =>
      JSON.parse(JSON.stringify(await pdp.decide(request, attributes))) as IssuanceDecision, // sound: a decision is JSON
  };
};

const asRequest = (vector: Vector, ports: Ports): Promise<Enforced<unknown>> =>
  enforce(echoAdapter({ obligations: vector.starts ?? [] }), ports)(requestOf(vector.request));

const asCognitoEvent = ({ event }: Vector, ports: Ports): Promise<Enforced<unknown>> => {
  const settings = parseSettings(event?.settings ?? {});
  if (!settings.ok) throw new Error(JSON.stringify(settings.problems));
  return enforce(cognito(settings.value), ports)(event?.native);
};

/** How Keycloak asks a vector; nothing where it cannot. */
export const formOf = ({ request, starts }: Vector): KeycloakForm | undefined =>
  request === undefined || starts !== undefined ? undefined : keycloakFormOf(requestOf(request));

const asKeycloakAsk = (vector: Vector, ports: Ports): Promise<Enforced<unknown>> => {
  const form = formOf(vector);
  if (form === undefined) throw new Error('Keycloak cannot ask this');
  return enforce(keycloak(form.settings), ports)(form.ask);
};

const asKeycloakTells = (request: IssuanceRequest): IssuanceRequest => {
  const form = keycloakFormOf(request);
  const told = form && toldBy(form);
  return told ? { ...told, context: request.context } : request;
};

/** Every implementation a vector is run on. */
export const IMPLEMENTATIONS: readonly Implementation[] = [
  { name: 'embedded PDP', canRun: ({ request }) => request !== undefined, pdp: embedded, attempt: asRequest },
  { name: 'PDP across JSON', canRun: ({ request }) => request !== undefined, pdp: remote, attempt: asRequest },
  { name: 'Cognito', canRun: ({ event }) => event?.idp === 'cognito', pdp: embedded, attempt: asCognitoEvent },
  {
    name: 'Keycloak',
    canRun: (vector) => formOf(vector) !== undefined,
    pdp: embedded,
    attempt: asKeycloakAsk,
    told: asKeycloakTells,
    adapter: 'keycloak',
    correlation: { realm: 'vectors' },
  },
];
