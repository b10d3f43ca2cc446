// SPDX-License-Identifier: Apache-2.0
import { REGION, signedBy, startMinistack } from '../ministack.ts';
import type { Server } from '../server.ts';

/** An emulator of AWS, and what the test asks of it beside what is deployed. */
export interface Aws extends Server {
  /** For AWS's own tools. */
  readonly env: Readonly<Record<string, string>>;
  /** The Cognito API. Throws where it refuses. */
  readonly cognito: (action: string, input: object) => Promise<unknown>;
  /** Reads from the Lambda API. Throws where it refuses. */
  readonly lambda: (path: string) => Promise<unknown>;
}

/** Starts ministack, which keeps its files in `folder`. */
export async function startAws(command: string, folder: string): Promise<Aws> {
  const server = await startMinistack(command, folder);
  const answered = async (what: string, response: Response): Promise<unknown> => {
    const text = await response.text();
    if (!response.ok) throw new Error(`${what}: ${response.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  return {
    ...server,
    env: {
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: REGION,
    },
    cognito: async (action, input) =>
      answered(
        action,
        await fetch(server.url, {
          method: 'POST',
          body: JSON.stringify(input),
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
            authorization: signedBy('cognito-idp'),
          },
        }),
      ),
    lambda: async (path) =>
      answered(
        path,
        await fetch(`${server.url}/2015-03-31/functions/${path}`, { headers: { authorization: signedBy('lambda') } }),
      ),
  };
}
