// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Session } from './session.ts';

/** Runs the action of a command in a session made of its global options. */
export type Runner = (command: Command, action: (session: Session) => ExitCode | Promise<ExitCode>) => Promise<void>;
