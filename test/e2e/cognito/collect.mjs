// SPDX-License-Identifier: Apache-2.0
// Loaded before the emulator's runtime, in the process of a function: keeps the records. The emulator sends a function's standard output to its
// standard error, and drops that of triggers, which on AWS is in a log group. Where the file cannot be written to, writing throws.
import { appendFileSync } from 'node:fs';

const write = process.stderr.write.bind(process.stderr);
process.stderr.write = (chunk, ...rest) => {
  if (String(chunk).startsWith('{"version":1,')) appendFileSync(process.env['COLLECT_TO'], chunk);
  return write(chunk, ...rest);
};
