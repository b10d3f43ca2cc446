// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path';
import { freePort, startServer, type Server } from './server.ts';

/** Its only region, as its credentials say it. */
export const REGION = 'us-east-1';

/** The credentials of a call: they say which service is called, and are not checked. */
export const signedBy = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

/** Starts ministack, an emulator of AWS that keeps its files in `folder`. `env`: what else it, and every function in it, is told. */
export async function startMinistack(
  command: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const port = await freePort();
  return startServer(port, {
    command,
    env: {
      GATEWAY_PORT: `${port}`,
      BIND_HOST: '127.0.0.1',
      MINISTACK_COGNITO_PRETOKEN_STRICT: '1', // as AWS: where the trigger fails there is no token
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, // functions run on the Node that runs the tests
      NODE_OPTIONS: '', // and without Jest's
      IOT_MTLS_ENABLED: '0', // another server, on a port of its own choice
      TMPDIR: folder,
      ...env,
    },
    readyPath: '/_ministack/ready',
  });
}
