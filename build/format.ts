// SPDX-License-Identifier: Apache-2.0
import { format as prettier, getFileInfo, resolveConfig } from 'prettier';

/** As `npm run format` would leave it; text in a language prettier does not know stays as it is. */
export async function format(path: string, text: string): Promise<string> {
  const { inferredParser } = await getFileInfo(path);
  return inferredParser === null ? text : prettier(text, { ...(await resolveConfig(path)), filepath: path });
}
