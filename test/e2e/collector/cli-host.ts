// SPDX-License-Identifier: Apache-2.0
// The body of a process that runs one command line from the sources.

type Main = (argv: readonly string[]) => Promise<number>;
// by its address: other packages are reached by what they export, and the command exports no way to run it
const MAIN = new URL('../../../packages/cli/src/main.ts', import.meta.url).href;
const { main } = (await import(MAIN)) as { readonly main: Main }; // sound: the module exports it

process.exitCode = await main(process.argv.slice(2));
