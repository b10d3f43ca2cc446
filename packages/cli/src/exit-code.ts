// SPDX-License-Identifier: Apache-2.0

/** What the command tells a shell: all is well or permitted; refused, or there are findings; not understood, or nothing to work on. */
export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
