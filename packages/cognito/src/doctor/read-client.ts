// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, own, type Fields } from '@assay/core/model';
import type { ClientFacts } from './facts.ts';

/** What a client may that was made without `ExplicitAuthFlows` (AWS: "CreateUserPoolClient"). */
const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** Reads `UserPoolClient`; its secret is not looked at. */
export function clientOf(value: unknown, file: string, problems: Problem[]): ClientFacts {
  const f = fieldsOf(value, '/UserPoolClient', problems);
  const name = f.textOr('ClientName', undefined);
  const scopes = f.textsOr('AllowedOAuthScopes', undefined);
  const oauth = f.textsOr('AllowedOAuthFlows', []);
  const signIn = f.textsOr('ExplicitAuthFlows', []);
  return {
    file,
    path: '/UserPoolClient',
    id: f.text('ClientId'),
    ...poolOf(f),
    ...(name !== undefined && { name }),
    flows: {
      // without the switch, the flows beside it do nothing
      oauth: own(value, 'AllowedOAuthFlowsUserPoolClient') === true ? oauth : [],
      signIn: signIn.length === 0 ? DEFAULT_FLOWS : signIn,
      rotatesRefreshTokens: f.inner('RefreshTokenRotation').textOr('Feature', undefined) === 'ENABLED',
    },
    ...(scopes && { scopes }),
    lifetimes: lifetimesOf(f),
  };
}

/** Reads an output with `UserPoolClients`: names and ids, no more. */
export function listedClients(value: unknown, file: string, problems: Problem[]): readonly ClientFacts[] {
  let at = 0;
  return fieldsOf(value, '', problems).each('UserPoolClients', (f) => {
    const name = f.textOr('ClientName', undefined);
    const path = `/UserPoolClients/${at++}`;
    return { file, path, id: f.text('ClientId'), ...poolOf(f), ...(name !== undefined && { name }), lifetimes: {} };
  });
}

function poolOf(f: Fields): { readonly pool?: string } {
  const pool = f.textOr('UserPoolId', undefined);
  return pool === undefined ? {} : { pool };
}

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['seconds', 1],
  ['minutes', 60],
  ['hours', 3_600],
  ['days', 86_400],
]);

/** AWS counts access and ID tokens in hours and refresh tokens in days, where the client says nothing else; 0 is the default, which is not told. */
function lifetimesOf(f: Fields): ClientFacts['lifetimes'] {
  const units = f.inner('TokenValidityUnits');
  const of = (name: string, unit: string): number | undefined => {
    const seconds = SECONDS.get(units.textOr(`${name}Token`, unit));
    const count = f.integerOr(`${name}TokenValidity`, 0);
    return seconds === undefined || count <= 0 ? undefined : count * seconds;
  };
  const [access, id, refresh] = [of('Access', 'hours'), of('Id', 'hours'), of('Refresh', 'days')];
  return {
    ...(access !== undefined && { access_token: access }),
    ...(id !== undefined && { id_token: id }),
    ...(refresh !== undefined && { refresh_token: refresh }),
  };
}
