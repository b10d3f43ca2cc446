// SPDX-License-Identifier: Apache-2.0

/** An answer in JSON that nobody keeps. */
export const jsonResponse = (body: unknown, status = 200): Response =>
  new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
