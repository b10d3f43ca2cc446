// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { SAML_ACS } from './clients.ts';
import { PERSON, SHOP, type Ground } from './flows.ts';

/** What a service provider is sent. */
export interface Assertion {
  /** The last part of the innermost status code: `Success`, `RequestDenied`. */
  readonly status: string;
  readonly message: string | undefined;
  /** Absent: the response holds no assertion. */
  readonly attributes: Readonly<Record<string, readonly string[]>> | undefined;
  readonly audience: readonly string[];
  /** From when it was issued to when its conditions end. */
  readonly lifetimeSeconds: number;
}

/** A sign-in at a portal by the POST binding, both ways, in the browser. */
export async function samlSignIn(ground: Ground, client: string): Promise<Assertion> {
  const endpoint = `${ground.issuer(SHOP)}/protocol/saml`;
  const request = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${randomUUID()}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${endpoint}" AssertionConsumerServiceURL="${SAML_ACS}" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"><saml:Issuer>${client}</saml:Issuer></samlp:AuthnRequest>`;
  const { form } = await ground.browser.post(endpoint, { SAMLRequest: btoa(request), RelayState: 'a-state' }, PERSON);
  const response = form.get('SAMLResponse');
  if (response === null) throw new Error(`no SAMLResponse: ${[...form.keys()].join()}`);
  return read(atob(response));
}

/** Enough of a reader for what Keycloak writes; who relies on an assertion has to read it with more care. */
function read(xml: string): Assertion {
  const all = (pattern: RegExp): readonly (readonly string[])[] => [...xml.matchAll(pattern)];
  const codes = all(/<samlp:StatusCode Value="[^"]*:(\w+)"/g).map(([, code]) => code ?? '');
  const attributes: Record<string, string[]> = {};
  for (const [, name = '', values = ''] of all(/<saml:Attribute [^>]*?Name="([^"]*)"[^>]*>(.*?)<\/saml:Attribute>/g))
    attributes[name] = [
      ...(attributes[name] ?? []),
      ...[...values.matchAll(/<saml:AttributeValue[^>]*>([^<]*)</g)].map(([, value]) => value ?? ''),
    ].sort();
  const at = (pattern: RegExp): number => Date.parse(pattern.exec(xml)?.[1] ?? '');
  return {
    status: codes.at(-1) ?? '',
    message: /<samlp:StatusMessage>([^<]*)</.exec(xml)?.[1],
    attributes: xml.includes('<saml:Assertion') ? attributes : undefined,
    audience: all(/<saml:Audience>([^<]*)</g).map(([, audience]) => audience ?? ''),
    lifetimeSeconds: Math.round(
      (at(/<saml:Conditions[^>]* NotOnOrAfter="([^"]*)"/) - at(/<saml:Assertion[^>]* IssueInstant="([^"]*)"/)) / 1000,
    ),
  };
}
