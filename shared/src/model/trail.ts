// SPDX-License-Identifier: Apache-2.0

/** The way down to a place in a JSON value, from the place up: cheap to extend at every step, and written out only where something is wrong. */
export interface Trail {
  readonly up: Trail | undefined;
  readonly step: string | number;
}

/** The trail as a JSON pointer (RFC 6901 section 3); each step cut where it is absurdly long, and well-formed. No trail is the whole value. */
export function pointerOf(trail: Trail | undefined): string {
  return trail === undefined ? '' : `${pointerOf(trail.up)}/${pointerStep(String(trail.step))}`;
}

/** A member name as a step of a JSON pointer. */
export function pointerStep(name: string): string {
  return cut(name).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** What of a name an error may hold: the cut may go through a surrogate pair, and the name may have had half of one. */
export const cut = (name: string): string => name.slice(0, 100).toWellFormed();
