// SPDX-License-Identifier: Apache-2.0

/** How many runs a property gets: few beside the other tests, many times that in `npm run fuzz` (test/jest.fuzz.json). */
export function fuzzRuns(few: number): { readonly numRuns: number } {
  const factor: unknown = Object.getOwnPropertyDescriptor(globalThis, 'FUZZ_FACTOR')?.value;
  return { numRuns: few * (typeof factor === 'number' ? factor : 1) };
}
