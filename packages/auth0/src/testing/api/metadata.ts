// SPDX-License-Identifier: Apache-2.0

/** Of the metadata of a refresh token and of a session: keys and values in characters. */
export const METADATA_LIMITS = { entries: 25, key: 255, value: 255 } as const;

/** `held` with one entry changed; null takes it out. Throws on what the metadata of a refresh token or a session cannot hold. */
export function changedMetadata(
  held: Readonly<Record<string, string>>,
  key: unknown,
  value: unknown,
): Record<string, string> {
  if (typeof key !== 'string') throw new Error('the key of metadata must be a string');
  const others = Object.entries(held).filter(([name]) => name !== key);
  if (value === null) return Object.fromEntries(others);
  if (typeof value !== 'string') throw new Error('a value of metadata must be a string');
  const entries: readonly (readonly [string, string])[] = [...others, [key, value]];
  if (entries.length > METADATA_LIMITS.entries) {
    throw new Error(`metadata must have at most ${METADATA_LIMITS.entries} entries`);
  }
  for (const [name, text] of entries) assertEntry(name, text);
  return Object.fromEntries(entries);
}

function assertEntry(name: string, text: string): void {
  if (name.length > METADATA_LIMITS.key) {
    throw new Error(`a key of metadata must have at most ${METADATA_LIMITS.key} characters`);
  }
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) {
    throw new Error('a key of metadata is made of letters, digits, underscores and hyphens');
  }
  if (text.length > METADATA_LIMITS.value) {
    throw new Error(`a value of metadata must have at most ${METADATA_LIMITS.value} characters`);
  }
  if (text.includes('\0')) throw new Error('a value of metadata must not contain a null character');
}
