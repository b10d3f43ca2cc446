// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import type { Emulator } from './emulator.ts';
import { textAt } from './text-at.ts';

export const CALLBACK = 'https://app.example.com/callback';
export const PASSWORD = 'Correct-horse-1-battery';
/** What every client of the pool may ask for, and asks for. */
export const USER_SCOPES = ['openid', 'orders/read', 'orders/write'];
export const MACHINE_SCOPES = ['orders/read', 'orders/write'];
/** Of the access token of every sign-in through the API, whatever was asked for. */
export const API_SCOPE = 'aws.cognito.signin.user.admin';

export interface AppClient {
  readonly id: string;
  /** Of a confidential client. */
  readonly secret?: string;
}

export interface Person {
  readonly email: string;
  readonly sub: string;
}

export interface Pool {
  readonly id: string;
  /** What people sign in to, and one like it that the policy's owner has switched off. */
  readonly web: AppClient;
  readonly oldWeb: AppClient;
  /** What gets tokens of its own, and one like it that is switched off. */
  readonly job: AppClient;
  readonly oldJob: AppClient;
  readonly clerk: Person;
  readonly reader: Person;
}

/** A user pool as a team has it before it knows of Assay: managed login, a resource server, clients and people. */
export async function createPool(emulator: Emulator): Promise<Pool> {
  const created = await emulator.cognito('CreateUserPool', { PoolName: 'orders', UsernameAttributes: ['email'] });
  return furnishPool(emulator, textAt(created, 'UserPool', 'Id'));
}

/** Gives a pool what a team has in it. */
export async function furnishPool(emulator: Emulator, id: string): Promise<Pool> {
  const { cognito } = emulator;
  await cognito('CreateResourceServer', {
    UserPoolId: id,
    Identifier: 'orders',
    Name: 'orders',
    Scopes: [
      { ScopeName: 'read', ScopeDescription: 'read orders' },
      { ScopeName: 'write', ScopeDescription: 'change orders' },
    ],
  });

  const web = async (name: string): Promise<AppClient> => {
    const client = await cognito('CreateUserPoolClient', {
      UserPoolId: id,
      ClientName: name,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: USER_SCOPES,
      CallbackURLs: [CALLBACK],
      SupportedIdentityProviders: ['COGNITO'],
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    return { id: textAt(client, 'UserPoolClient', 'ClientId') };
  };
  const machine = async (name: string): Promise<AppClient> => {
    const client = await cognito('CreateUserPoolClient', {
      UserPoolId: id,
      ClientName: name,
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: MACHINE_SCOPES,
    });
    return {
      id: textAt(client, 'UserPoolClient', 'ClientId'),
      secret: textAt(client, 'UserPoolClient', 'ClientSecret'),
    };
  };
  const person = async (email: string): Promise<Person> => {
    await cognito('AdminCreateUser', { UserPoolId: id, Username: email, MessageAction: 'SUPPRESS' });
    await cognito('AdminSetUserPassword', { UserPoolId: id, Username: email, Password: PASSWORD, Permanent: true });
    const user = await cognito('AdminGetUser', { UserPoolId: id, Username: email });
    const attributes = own(user, 'UserAttributes');
    const sub = Array.isArray(attributes)
      ? attributes.find((attribute) => own(attribute, 'Name') === 'sub')
      : undefined;
    return { email, sub: textAt(sub, 'Value') };
  };

  return {
    id,
    web: await web('orders web'),
    oldWeb: await web('old orders web'),
    job: await machine('orders job'),
    oldJob: await machine('old orders job'),
    clerk: await person('sam@example.com'),
    reader: await person('kim@example.com'),
  };
}

/** The versions of the trigger, as a pool's configuration names them. */
export type LambdaVersion = 'V1_0' | 'V2_0' | 'V3_0';

/** Attaches the function to the pool. The emulator takes version 1 by its older key only; AWS takes it by both. */
export async function attach(emulator: Emulator, pool: Pool, arn: string, version: LambdaVersion): Promise<void> {
  const config =
    version === 'V1_0'
      ? { PreTokenGeneration: arn }
      : { PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: version } };
  await emulator.cognito('UpdateUserPool', { UserPoolId: pool.id, LambdaConfig: config });
}
