// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The browser, or why there is none: a line for people. */
export type FoundBrowser = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly why: string };

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Looks for a Chromium: the one `CHROMIUM` names, or one of the path. Throws where CI is set: there a missing browser is a failure. */
export function findChromium(): FoundBrowser {
  const named = process.env['CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = named ? [named] : folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const path = candidates.find((candidate) => existsSync(candidate));
  if (path !== undefined) return { ok: true, path };
  const why = 'needs chromium in the path, or named by CHROMIUM';
  if (process.env['CI']) throw new Error(`end-to-end test ${why}`);
  return { ok: false, why };
}
