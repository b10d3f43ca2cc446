// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision, TokenType } from '@assay/core/model';
import { nameOfClaim } from './claims.ts';
import type { Auth0Settings } from './settings.ts';

/** What Auth0 takes (Auth0: "Actions Limitations", and what its own implementation refuses). */
const MAX_SCOPES = 1_000;
const MAX_SCOPE_LENGTH = 280;
const MAX_CLAIMS_BYTES = 100_000;
const MAX_ATTRIBUTES = 100;
const MAX_ATTRIBUTE_NAME_BYTES = 1_024;
const MAX_ATTRIBUTE_BYTES = 2_048;

/** What of a decision Auth0 would refuse for its size; nothing where it fits. Pure. */
export function exceedsLimits(decision: PermitDecision, settings: Auth0Settings): string | undefined {
  const scopes = decision.scopes.granted.map(({ scope }) => scope);
  if (scopes.length > MAX_SCOPES) return beyond(`${scopes.length} scopes`, MAX_SCOPES);
  const wrong = scopes.find((scope) => scope.length > MAX_SCOPE_LENGTH || !/^\S+$/.test(scope));
  if (wrong !== undefined)
    return beyond(`a scope of ${wrong.length} characters`, `${MAX_SCOPE_LENGTH} without white space`);
  return claimsBeyond(decision, settings) ?? attributesBeyond(decision, settings);
}

function claimsBeyond(decision: PermitDecision, settings: Auth0Settings): string | undefined {
  let bytes = 0;
  for (const token of ['access_token', 'id_token'] as const)
    for (const [name, value] of valuesOf(decision, token, settings)) bytes += bytesOf(name) + bytesOf(value);
  return bytes > MAX_CLAIMS_BYTES ? beyond(`claims of ${bytes} bytes`, MAX_CLAIMS_BYTES) : undefined;
}

function attributesBeyond(decision: PermitDecision, settings: Auth0Settings): string | undefined {
  const attributes = valuesOf(decision, 'saml2', settings);
  if (attributes.length > MAX_ATTRIBUTES) return beyond(`${attributes.length} attributes`, MAX_ATTRIBUTES);
  for (const [name, value] of attributes) {
    if (bytesOf(name) > MAX_ATTRIBUTE_NAME_BYTES)
      return beyond(`an attribute's name of ${bytesOf(name)} bytes`, MAX_ATTRIBUTE_NAME_BYTES);
    if (bytesOf(value) > MAX_ATTRIBUTE_BYTES)
      return beyond(`attribute \`${name}\` of ${bytesOf(value)} bytes`, MAX_ATTRIBUTE_BYTES);
  }
  return undefined;
}

/** Names and values of the claims that are set, as text. */
function valuesOf(
  decision: PermitDecision,
  token: TokenType,
  settings: Auth0Settings,
): readonly (readonly [name: string, value: string])[] {
  return (decision.tokens[token]?.claims ?? []).map((change) => [
    nameOfClaim(change.claim, token, settings),
    change.action === 'set' ? JSON.stringify(change.value) : '',
  ]);
}

const beyond = (found: string, limit: number | string): string => `${found}, where Auth0 takes ${limit}`;

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;
