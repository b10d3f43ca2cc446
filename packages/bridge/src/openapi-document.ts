// SPDX-License-Identifier: Apache-2.0
import { createBridge } from './bridge.ts';

/** The OpenAPI 3.1 document of every bridge, as `/openapi.json` tells it. */
export async function openapiDocument(): Promise<object> {
  const bridge = await createBridge({
    peps: [],
    decide: () => Promise.reject(new Error('nothing is decided here')),
    onEvents: () => undefined,
    policy: () => ({ digest: '', loadedAt: 0 }),
    reload: () => Promise.reject(new Error('nothing is loaded here')),
    isReady: async () => [],
    log: { level: 'silent' },
  });
  const document = bridge.openapi();
  await bridge.close();
  return document;
}
