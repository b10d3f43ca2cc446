// SPDX-License-Identifier: Apache-2.0
import type { Cursor } from './cursor.ts';

/** A bracket that is still open. */
interface Frame {
  readonly kind: 'map' | 'list';
  readonly keys: string[];
  key: string | undefined;
}

/** Where the end of `before` stands, which begins with a bracket; `path` leads to that. */
export function flowCursor(before: string, path: Cursor['path']): Cursor {
  const frames: Frame[] = [];
  let from = 0;
  for (let at = 0; at < before.length; at++) {
    const mark = before[at] ?? '';
    const frame = frames.at(-1);
    if (mark === '"' || mark === "'") {
      const close = before.indexOf(mark, at + 1);
      if (close === -1) break;
      at = close;
    } else if (mark === '{' || mark === '[') {
      frames.push({ kind: mark === '{' ? 'map' : 'list', keys: [], key: undefined });
      from = at + 1;
    } else if (mark === '}' || mark === ']') {
      frames.pop();
      from = at + 1;
    } else if (mark === ',' && frame) {
      frame.key = undefined;
      from = at + 1;
    } else if (mark === ':' && frame?.kind === 'map' && /^\s/.test(before[at + 1] ?? ' ')) {
      frame.key = before
        .slice(from, at)
        .trim()
        .replaceAll(/^['"]|['"]$/g, '');
      frame.keys.push(frame.key);
      from = at + 1;
    }
  }
  const last = frames.at(-1);
  const steps = frames.flatMap((frame) => (frame.kind === 'list' ? [undefined] : frame === last ? [] : [frame.key]));
  const written = before.slice(from).trimStart();
  return {
    path: [...path, ...steps],
    ...(last?.key !== undefined && { key: last.key }),
    before: written,
    siblings: last?.keys ?? [],
  };
}
