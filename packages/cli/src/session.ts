// SPDX-License-Identifier: Apache-2.0
import pc from 'picocolors';
import type { Io } from './io.ts';
import { folded } from './views/fold.ts';

/** Options every command takes. */
export interface GlobalOptions {
  readonly project?: string;
  readonly json?: boolean;
  /** Absent: as the terminal and the environment say. */
  readonly color?: boolean;
}

export type Paint = ReturnType<typeof pc.createColors>;

/** One run of a command: where it reads and writes, and how. */
export interface Session {
  readonly io: Io;
  readonly json: boolean;
  /** The folder the user named, as given. */
  readonly project: string | undefined;
  readonly paint: Paint;
  readonly isColored: boolean;
  /** Columns of what is printed. */
  readonly width: number;
  /** Text as it is printed: folded to a terminal, line by line as it is to a pipe, where the reader may be a program. */
  readonly fold: (text: string) => string;
}

export function createSession(io: Io, { project, json = false, color }: GlobalOptions): Session {
  // never undefined: picocolors would then look at the environment itself, and colour what a build server pipes
  const isColored = !json && (color ?? wantsColor(io));
  return {
    io,
    json,
    project,
    paint: pc.createColors(isColored),
    isColored,
    width: widthOf(io),
    fold: (text) => (io.stdout.isTerminal ? folded(text, widthOf(io)) : text),
  };
}

/** NO_COLOR (no-color.org) and FORCE_COLOR (force-color.org) count when they are set and not empty; otherwise colours are for terminals. */
function wantsColor({ env, stdout }: Io): boolean {
  if (env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced) return forced !== '0' && forced !== 'false';
  return stdout.isTerminal && env['TERM'] !== 'dumb';
}

const NARROWEST = 60;
const WIDEST = 160;
/** What is piped has one width, wherever it runs. */
const PIPED = 100;

function widthOf({ env, stdout }: Io): number {
  const asked = /^\d{1,4}$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : 0;
  const width = asked || stdout.columns || PIPED;
  return Math.min(WIDEST, Math.max(NARROWEST, width));
}
