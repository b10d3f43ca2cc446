// SPDX-License-Identifier: Apache-2.0
// Version 7 is the last that is CommonJS, and has no types of its own.
declare module 'wrap-ansi' {
  export default function wrapAnsi(text: string, columns: number): string;
}
