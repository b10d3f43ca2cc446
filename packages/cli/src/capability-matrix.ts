// SPDX-License-Identifier: Apache-2.0
import type { TokenType } from '@assay/core/model';
import type { Capabilities } from '@assay/core/pep';

/** One trigger, or one kind of its events, and what it can carry out. */
export interface TriggerColumn {
  readonly name: string;
  readonly capabilities: Capabilities;
}

type Effect = readonly [effect: string, cell: (capabilities: Capabilities) => string];

const yesOrNo = (can: boolean): string => (can ? 'yes' : 'no');
const listOrNo = (names: readonly string[]): string => (names.length === 0 ? 'no' : names.join(', '));

function claims(token: TokenType): Effect[1] {
  return (capabilities) => {
    const can = capabilities.claims[token];
    if (can === undefined || (can.set === 'no' && !can.remove)) return 'no';
    const set = { json: 'set', string: 'set to strings', no: '' }[can.set];
    return [set, can.remove ? 'remove' : ''].filter((word) => word !== '').join(', ');
  };
}

/** What policy can do to a token. */
const EFFECTS: readonly Effect[] = [
  [
    'withhold scopes',
    ({ scopes, hasUnseenScopes }) => (hasUnseenScopes ? 'no: it is not told them' : yesOrNo(scopes === 'remove')),
  ],
  ['claims of the access token', claims('access_token')],
  ['claims of the ID token', claims('id_token')],
  ['attributes of the SAML assertion', claims('saml2')],
  ['limit the lifetime', ({ lifetime }) => listOrNo(lifetime)],
  ['take away an audience', ({ audience }) => yesOrNo(audience)],
  ['take away groups', ({ groups }) => yesOrNo(groups)],
  ['take away roles', ({ roles }) => yesOrNo(roles)],
  ['authorization details', ({ authorizationDetails }) => yesOrNo(authorizationDetails)],
  ['start a requirement', ({ obligations }) => listOrNo(obligations)],
];

/** Effect by trigger: a row for each effect, which begins with its name. */
export function capabilityMatrix(triggers: readonly TriggerColumn[]): readonly (readonly string[])[] {
  return EFFECTS.map(([effect, cell]) => [effect, ...triggers.map(({ capabilities }) => cell(capabilities))]);
}

/** Trigger by effect: the names of the effects, and a row for each trigger, which begins with its name. */
export function triggerTable(triggers: readonly TriggerColumn[]): {
  readonly effects: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  return {
    effects: EFFECTS.map(([effect]) => effect),
    rows: triggers.map(({ name, capabilities }) => [name, ...EFFECTS.map(([, cell]) => cell(capabilities))]),
  };
}
