// SPDX-License-Identifier: Apache-2.0
import { assertBoolean, assertNumber, assertOneOf, assertText } from '../checks.ts';
import { jsonBytes } from '../json.ts';
import { CONTESTED_LIMITS } from '../limits.ts';
import { CHAIN, type Methods, type Namespace, type Run } from '../run.ts';

/** Names and values in characters; how large they may be in all, see `CONTESTED_LIMITS`. */
export const SAML_LIMITS = { changes: 100, name: 1024, value: 2048 } as const;

type Check = (value: unknown, what: string) => unknown;

const text =
  (max: number): Check =>
  (value, what) =>
    assertText(value, what, { max });
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, what) =>
    assertOneOf(value, what, allowed);
const probes: Check = (value, what) => {
  if (!Array.isArray(value) || value.length > 10) throw new Error(`${what} must be an array of at most 10 strings`);
  return value.map((item) => assertText(item, what, { max: 512 }));
};

/** The setters of the response, beside the one for attributes: what each takes. */
export const SAML_SETTERS: { readonly [method: string]: Check } = {
  setAudience: text(2048),
  setRecipient: text(2048),
  setCreateUpnClaim: assertBoolean,
  setPassthroughClaimsWithNoMapping: assertBoolean,
  setMapUnknownClaimsAsIs: assertBoolean,
  setMapIdentities: assertBoolean,
  setSignatureAlgorithm: oneOf('rsa-sha256', 'rsa-sha1'),
  setDigestAlgorithm: oneOf('sha256', 'sha1'),
  setDestination: text(2048),
  setLifetimeInSeconds: assertNumber,
  setSignResponse: assertBoolean,
  setNameIdentifierFormat: text(512),
  setNameIdentifierProbes: probes,
  setAuthnContextClassRef: text(512),
  setSigningCert: text(4096),
  setIncludeAttributeNameFormat: assertBoolean,
  setTypedAttributes: assertBoolean,
  setEncryptionCert: text(4096),
  setEncryptionPublicKey: text(4096),
  setCert: text(4096),
  setKey: text(4096),
  setRelayState: text(512),
  setIssuer: text(512),
  setEncryptionAlgorithm: oneOf('aes256-gcm', 'aes256-cbc'),
};

const UNSPECIFIED_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

/** The assertion of a SAML or WS-Federation login. */
export const samlResponse: Namespace = (run) => ({
  setAttribute: (name, value) => setAttribute(run, name, value),
  ...Object.fromEntries(Object.entries(SAML_SETTERS).map(([method, check]) => [method, setter(run, method, check)])),
});

function setter({ state }: Run, method: string, check: Check): Methods[string] {
  const setting = `${method.charAt(3).toLowerCase()}${method.slice(4)}`;
  return (given) => {
    const value = given === undefined && method === 'setNameIdentifierFormat' ? UNSPECIFIED_FORMAT : given;
    // sound: each check returns a string, a number, a boolean or a list of strings
    state.saml.config.set(setting, check(value, setting) as string);
    return CHAIN;
  };
}

function setAttribute({ state, tenant }: Run, name: unknown, given: unknown): typeof CHAIN {
  const attribute = assertText(name, 'the name of an attribute', { max: SAML_LIMITS.name });
  const value = given ?? null;
  assertAttributeValue(value);
  const changed = new Map(state.saml.attributes).set(attribute, value);
  if (changed.size > SAML_LIMITS.changes) {
    throw new Error(`at most ${SAML_LIMITS.changes} attributes can be changed`);
  }
  const max = CONTESTED_LIMITS[tenant.limits].saml;
  if (jsonBytes(Object.fromEntries(changed)) > max) {
    throw new Error(`the attributes must have at most ${max} bytes in all`);
  }
  state.saml.attributes.set(attribute, value);
  return CHAIN;
}

type AttributeValue = null | string | number | boolean | (string | number | boolean)[];

function assertAttributeValue(value: unknown): asserts value is AttributeValue {
  if (value === null) return;
  for (const item of Array.isArray(value) ? value : [value]) {
    if (typeof item === 'string') assertText(item, 'the value of an attribute', { max: SAML_LIMITS.value });
    else if (typeof item === 'number') assertNumber(item, 'the value of an attribute');
    else if (typeof item !== 'boolean') {
      throw new Error('the value of an attribute must be a string, a number, a boolean, a list of those, or null');
    }
  }
}
