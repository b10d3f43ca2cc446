// SPDX-License-Identifier: Apache-2.0

/** A name of a writer that is used once: `auth0-post-login.3f2a9c1d5b70`. */
export const newWriter = (host: string): string => `${host}.${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
