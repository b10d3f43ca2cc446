// SPDX-License-Identifier: Apache-2.0
import { isSeconds, isText, oneOf, optional, either, type Check } from '../model/checks.ts';
import { own } from '../model/json.ts';
import type { IssuanceError, Obligation } from '../model/decision.ts';
import type { GrantType, IssuanceRequest } from '../model/request.ts';

type Properties = Obligation['properties'];

/** One kind of obligation: which properties it can have, whether a request meets it already, whether only the subject can carry it out, and what a client is told where it cannot be met. */
export interface ObligationType {
  readonly isValid: (properties: Properties) => boolean;
  readonly isMet: (properties: Properties, request: IssuanceRequest) => boolean;
  readonly needsSubject: boolean;
  readonly error: IssuanceError;
}

/** Whether properties are those named, and nothing else: what is not understood cannot be carried out. */
const only =
  (checks: Readonly<Record<string, Check>>) =>
  (properties: Properties): boolean =>
    Object.keys(properties).every((name) => Object.hasOwn(checks, name)) &&
    Object.entries(checks).every(([name, check]) => check(own(properties, name)));

/** The authentication has the wanted `acr`, and is not older than `maxAgeSeconds` (OpenID Connect Core section 3.1.2.1, RFC 9470). What is not known is not met. */
const stepUp: ObligationType = {
  isValid: only({ acr: optional(isText), maxAgeSeconds: optional(either(isSeconds, oneOf(0))) }),
  isMet({ acr, maxAgeSeconds }, { authentication, context }) {
    const isStrong = acr === undefined || authentication.acr === acr;
    const isFresh =
      maxAgeSeconds === undefined ||
      (typeof maxAgeSeconds === 'number' &&
        authentication.authTime !== undefined &&
        context.time - authentication.authTime <= maxAgeSeconds);
    return isStrong && isFresh;
  },
  needsSubject: true,
  error: 'unmet_authentication_requirements',
};

/** The subject agrees to what the client asks for. No request tells whether that was done for this token: it has to be started (OpenID Connect Core section 3.1.2.6 has the error). */
const consent: ObligationType = {
  isValid: only({ purpose: optional(isText) }),
  isMet: () => false,
  needsSubject: true,
  error: 'consent_required',
};

/** Somebody else agrees: `by` says who, and `withinSeconds` how long that may take. */
const approval: ObligationType = {
  isValid: only({ by: isText, withinSeconds: optional(isSeconds) }),
  isMet: () => false,
  needsSubject: false,
  error: 'access_denied',
};

/** Every kind of obligation that is understood; any other cannot be met (AuthZEN obligations profile: an unknown one denies). */
const OBLIGATIONS: Readonly<Record<string, ObligationType>> = { step_up: stepUp, consent, approval };

const UNKNOWN: ObligationType = {
  isValid: () => true,
  isMet: () => false,
  needsSubject: false,
  error: 'access_denied',
};

export function obligationType(type: string): ObligationType {
  return (own(OBLIGATIONS, type) as ObligationType | undefined) ?? UNKNOWN; // sound: an own member of the table above
}

/** The name of an obligation in `fulfilled` of a request: what is asked for, about what, and by which rule (so that two approvals of one scope stay two). */
export function obligationKey({ type, about, rule }: Obligation): string {
  const [kind, what] = Object.entries(about)[0] ?? [];
  return `${type} ${kind} ${what} ${rule.policy}/${rule.rule}`;
}

/** Whether nothing is left to do: the request shows it, or the adapter saw it done for this very request. */
export function isFulfilled(obligation: Obligation, request: IssuanceRequest): boolean {
  const { isValid, isMet } = obligationType(obligation.type);
  const { properties } = obligation;
  return (
    isValid(properties) &&
    (isMet(properties, request) || request.fulfilled?.includes(obligationKey(obligation)) === true)
  );
}

/** Grants a client redeems by itself: with its own credentials (RFC 6749 section 4.4), or with an assertion about somebody who is elsewhere (RFC 7521 section 4.1). */
const UNATTENDED: readonly GrantType[] = ['client_credentials', 'jwt_bearer', 'saml2_bearer'];

/** Whether an obligation could be started for a request, whatever the trigger can do: a step-up or a consent is nobody's to give where no person is there. */
export function isStartable({ type, properties }: Obligation, { subject, grant }: IssuanceRequest): boolean {
  const { isValid, needsSubject } = obligationType(type);
  // what is written in a way nobody knows would be started without what it asks for
  return isValid(properties) && !(needsSubject && (subject.type !== 'user' || UNATTENDED.includes(grant)));
}
