// SPDX-License-Identifier: Apache-2.0

export const SCOPE_LIMITS = { characters: 280, scopes: 1000 } as const;

/** The scope an Action named, without the white space around it. Throws on what is no scope. */
export function scopeOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('the scope must be a string');
  const scope = value.trim();
  if (scope === '') throw new Error('the scope must not be empty');
  if (scope.length > SCOPE_LIMITS.characters) {
    throw new Error(`the scope must have at most ${SCOPE_LIMITS.characters} characters`);
  }
  if (/\s/.test(scope)) throw new Error('the scope must not contain white space');
  return scope;
}

/** Throws where there are more scopes than one token may have. */
export function assertScopeCount(count: number): void {
  if (count > SCOPE_LIMITS.scopes) throw new Error(`there must be at most ${SCOPE_LIMITS.scopes} scopes`);
}
