// SPDX-License-Identifier: Apache-2.0
import { createHmac } from 'node:crypto';
import { AssayError } from '@assay/core/errors';
import type { Hmac } from '@assay/core/log';
import type { LogConfig } from '@assay/policy';
import type { Io } from '../io.ts';

/** A secret of the environment by its name. Throws ERR_LOG_KEY where there is none; `what` says what it is for. */
export function secretOf(name: string, what: string, env: Io['env']): string {
  const value = env[name];
  if (value) return value;
  throw new AssayError('ERR_LOG_KEY', `the environment has no \`${name}\`, which ${what}`);
}

/** The keyed hash of the log's fields. It throws ERR_LOG_KEY when it is used, and its key is not there. */
export const hmacOf =
  (config: Pick<LogConfig, 'hmacKey'> | undefined, env: Io['env']): Hmac =>
  (text) => {
    if (config?.hmacKey === undefined) throw new AssayError('ERR_LOG_KEY', '`log.hmac_key` is not configured');
    const key = secretOf(config.hmacKey, 'is the key of the log’s hashes', env);
    return createHmac('sha256', key).update(text, 'utf8').digest('base64url');
  };
