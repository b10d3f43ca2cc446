// SPDX-License-Identifier: Apache-2.0
import { processIo, verifyMain } from './main.ts';

process.exitCode = verifyMain(process.argv.slice(2), processIo());
