// SPDX-License-Identifier: Apache-2.0
import { main } from '../main.ts';

/** The command as a process of its own, from its sources: for tests that end it. */
process.exitCode = await main(process.argv.slice(2));
