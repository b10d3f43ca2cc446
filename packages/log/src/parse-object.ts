// SPDX-License-Identifier: Apache-2.0

/** The object a JSON text is of; undefined where it is of something else, or no JSON. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Readonly<Record<string, unknown>>; // sound: just checked
  } catch {
    return undefined;
  }
}
