// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { signedBy, startMinistack } from '../ministack.ts';
import type { Server } from '../server.ts';
import type { Answer } from './answer.ts';

export interface Emulator extends Server {
  /** Calls the Cognito API; throws where that is refused. */
  readonly cognito: (action: string, input: object) => Promise<unknown>;
  /** The same, as a client sees it: whatever the answer is. */
  readonly callCognito: (action: string, input: object) => Promise<Answer>;
  /** The Lambda API: throws where that is refused. */
  readonly createFunction: (input: object) => Promise<unknown>;
  /** What a function answers to an event, whatever it is. */
  readonly invoke: (name: string, event: unknown) => Promise<unknown>;
  /** The DynamoDB API; throws where that is refused. */
  readonly dynamoDb: (action: string, input: object) => Promise<unknown>;
  /** A form, as browsers and OAuth clients send it. Redirects are not followed. */
  readonly postForm: (path: string, form: Readonly<Record<string, string>>, authorization?: string) => Promise<Answer>;
}

/**
 * Starts ministack, which keeps its files in `folder`; the records of its functions go to the file `collectTo`. Where it differs from AWS:
 *
 * | about                              | ministack 1.5.33                         | AWS                                             |
 * | ---------------------------------- | ---------------------------------------- | ----------------------------------------------- |
 * | the trigger throws: API            | 500 `InternalError`                      | 400 `UserLambdaValidationException`             |
 * | the trigger throws: token endpoint | 500 without a word                       | an OAuth error                                  |
 * | the trigger returns null           | the token is issued as it was            | an error                                        |
 * | events, versions 2 and 3           | one per token                            | one for both tokens                             |
 * | refresh at the token endpoint      | no `userAttributes` for the access token | always there                                    |
 * | groups, versions 2 and 3           | overrides ignored: not tested here       | carried out                                     |
 * | version 1 is configured as         | `PreTokenGeneration`                     | that, or `PreTokenGenerationConfig` with `V1_0` |
 * | standard output of a trigger       | dropped                                  | in a log group                                  |
 */
export async function startEmulator(command: string, folder: string, collectTo: string): Promise<Emulator> {
  const server = await startMinistack(command, folder, {
    NODE_OPTIONS: `--import=${pathToFileURL(join(__dirname, 'collect.mjs')).href}`, // of every function
    COLLECT_TO: collectTo,
  });

  const send = async (path: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer> => {
    const response = await fetch(`${server.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const callCognito = (action: string, input: object): Promise<Answer> =>
    send('/', JSON.stringify(input), {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
      authorization: signedBy('cognito-idp'),
    });

  return {
    ...server,
    callCognito,
    cognito: async (action, input) => accepted(action, await callCognito(action, input)),
    createFunction: async (input) =>
      accepted(
        'CreateFunction',
        await send('/2015-03-31/functions', JSON.stringify(input), {
          'content-type': 'application/json',
          authorization: signedBy('lambda'),
        }),
      ),
    invoke: async (name, event) => {
      const path = `/2015-03-31/functions/${name}/invocations`;
      const { text } = await send(path, JSON.stringify(event), { authorization: signedBy('lambda') });
      return JSON.parse(text);
    },
    dynamoDb: async (action, input) =>
      accepted(
        action,
        await send('/', JSON.stringify(input), {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `DynamoDB_20120810.${action}`,
          authorization: signedBy('dynamodb'),
        }),
      ),
    postForm: (path, form, authorization) =>
      send(path, new URLSearchParams(form).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        ...(authorization === undefined ? {} : { authorization }),
      }),
  };
}

function accepted(action: string, { status, text }: Answer): unknown {
  if (status >= 300) throw new Error(`${action}: ${status} ${text}`);
  return JSON.parse(text);
}
