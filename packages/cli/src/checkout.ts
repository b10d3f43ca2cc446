// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout of the repository this command runs from; undefined where it is installed, and there are no sources beside it. */
export function checkoutFolder(): string | undefined {
  const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  return existsSync(at('../src')) ? at('../../..').replace(/[\\/]$/, '') : undefined;
}
