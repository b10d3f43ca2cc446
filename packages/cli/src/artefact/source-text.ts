// SPDX-License-Identifier: Apache-2.0

/** JavaScript that makes a value of plain data: JSON, and maps. What is undefined is left out. */
export function sourceText(value: unknown): string {
  if (value instanceof Map) return `new Map(${sourceText([...(value as ReadonlyMap<unknown, unknown>)])})`;
  if (Array.isArray(value)) return `[${value.map(sourceText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).flatMap(([name, member]) =>
      // computed: a member called `__proto__` written otherwise would set the prototype
      member === undefined ? [] : [`[${JSON.stringify(name)}]: ${sourceText(member)}`],
    );
    return `{ ${members.join(', ')} }`;
  }
  return JSON.stringify(value);
}
