// SPDX-License-Identifier: Apache-2.0
import { load, table } from './page-parts.ts';

/** What is read here of the capabilities of a trigger: see `Capabilities` in shared/src/pep/capabilities.ts. */
interface Capabilities {
  readonly scopes: 'remove' | 'none';
  readonly hasUnseenScopes: boolean;
  readonly claims: { readonly [token: string]: { readonly set: 'json' | 'string' | 'no'; readonly remove: boolean } };
  readonly lifetime: readonly string[];
  readonly audience: boolean;
  readonly authorizationDetails: boolean;
  readonly obligations: readonly string[];
}

type Column = readonly [title: string, cell: (capabilities: Capabilities) => string];

const yesOrNo = (can: boolean): string => (can ? 'yes' : 'no');
const either = (names: readonly string[]): string =>
  names.length === 0 ? 'no' : names.map((name) => `\`${name}\``).join(', ');

function claims({ claims: byToken }: Capabilities, token: string): string {
  const can = byToken[token];
  if (can === undefined || (can.set === 'no' && !can.remove)) return 'no';
  const set = { json: 'set', string: 'set to strings', no: '' }[can.set];
  return [set, can.remove ? 'remove' : ''].filter((word) => word !== '').join(', ');
}

const COLUMNS: readonly Column[] = [
  [
    'withhold scopes',
    ({ scopes, hasUnseenScopes }) => (hasUnseenScopes ? 'no: it is not told them' : yesOrNo(scopes === 'remove')),
  ],
  ['claims of the access token', (capabilities) => claims(capabilities, 'access_token')],
  ['claims of the ID token', (capabilities) => claims(capabilities, 'id_token')],
  ['limit the lifetime', ({ lifetime }) => either(lifetime)],
  ['take away an audience', ({ audience }) => yesOrNo(audience)],
  ['authorization details', ({ authorizationDetails }) => yesOrNo(authorizationDetails)],
  ['start a requirement', ({ obligations }) => either(obligations)],
];

/** Identity providers Assay is meant for and does not speak to yet. */
const NOT_YET = ['Auth0', 'Keycloak', 'Curity'];

const capabilitiesOf = async (root: string): Promise<readonly (readonly [version: string, Capabilities])[]> => {
  const { CAPABILITIES } = await load<{ CAPABILITIES: Readonly<Record<string, Capabilities>> }>(
    root,
    'packages/cognito/src/capabilities.ts',
  );
  return Object.entries(CAPABILITIES);
};

/** The identity providers, with what can be carried out at each today. */
export async function providerTable(root: string): Promise<string> {
  const cognito = (await capabilitiesOf(root)).map(([version, capabilities]) => [
    `Amazon Cognito, event version ${version}`,
    ...COLUMNS.map(([, cell]) => cell(capabilities)),
  ]);
  const others = NOT_YET.map((name) => [name, 'not yet', ...COLUMNS.slice(1).map(() => '')]);
  return table(['identity provider', ...COLUMNS.map(([title]) => title)], [...cognito, ...others]);
}

/** What each version of Cognito's event can carry out, a row for each ability. */
export async function capabilityTable(root: string): Promise<string> {
  const versions = await capabilitiesOf(root);
  return table(
    ['what policy can do', ...versions.map(([version]) => `version ${version}`)],
    COLUMNS.map(([title, cell]) => [title, ...versions.map(([, capabilities]) => cell(capabilities))]),
  );
}
