// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { own } from '@assay/core/model';

/** The AWS SDK's client of Cognito, as much as is used of it. */
export interface CognitoClient {
  /** Calls an operation; rejects as the SDK does. */
  readonly call: (operation: string, input: object) => Promise<unknown>;
  readonly destroy: () => void;
}

interface Sdk {
  readonly CognitoIdentityProviderClient: new (options: object) => {
    send: (command: unknown) => Promise<unknown>;
    destroy: () => void;
  };
}

/** A client out of the package in `modules`, which is no dependency of the workspace. */
export function createClient(modules: string, endpoint: string): CognitoClient {
  const load = createRequire(__filename);
  const sdk = load(join(modules, '@aws-sdk/client-cognito-identity-provider')) as Sdk; // sound: its exports, at an exact version
  const client = new sdk.CognitoIdentityProviderClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1, // a denial is no reason to ask again
  });
  return {
    call: (operation, input) => {
      const command = own(sdk, `${operation}Command`);
      if (typeof command !== 'function') throw new Error(`the SDK has no ${operation}`);
      return client.send(Reflect.construct(command, [input]));
    },
    destroy: () => client.destroy(),
  };
}
