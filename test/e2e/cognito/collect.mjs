// SPDX-License-Identifier: Apache-2.0
// The handler under test, and what Lambda does for it: collecting its lines of standard output. The emulator does that for functions that are
// invoked, not for triggers.
import { appendFileSync } from 'node:fs';

export { handler } from './index.mjs';

console.log = (line) => appendFileSync(process.env['COLLECT_TO'], `${line}\n`);
