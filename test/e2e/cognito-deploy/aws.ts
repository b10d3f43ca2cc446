// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path';
import { freePort, startServer, type Server } from '../server.ts';

/** An emulator of AWS, and what the test asks of it beside what is deployed. */
export interface Aws extends Server {
  /** For AWS's own tools. */
  readonly env: Readonly<Record<string, string>>;
  /** The Cognito API. Throws where it refuses. */
  readonly cognito: (action: string, input: object) => Promise<unknown>;
  /** Reads from the Lambda API. Throws where it refuses. */
  readonly lambda: (path: string) => Promise<unknown>;
}

const REGION = 'us-east-1';

/** Its credentials say which service is called, and are not checked. */
const signedBy = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

/** Starts ministack, which keeps its files in `folder`. */
export async function startAws(command: string, folder: string): Promise<Aws> {
  const port = await freePort();
  const server = await startServer(port, {
    command,
    env: {
      GATEWAY_PORT: `${port}`,
      BIND_HOST: '127.0.0.1',
      MINISTACK_COGNITO_PRETOKEN_STRICT: '1', // as AWS: where the trigger fails there is no token
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, // functions run on the Node that runs the tests
      NODE_OPTIONS: '', // and without Jest's
      TMPDIR: folder,
    },
    readyPath: '/_ministack/ready',
  });
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
