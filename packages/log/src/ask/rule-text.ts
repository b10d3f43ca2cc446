// SPDX-License-Identifier: Apache-2.0
import type { RuleRef } from '@assay/core/model';

const MAX_LINES = 12;

/** The lines of a rule in the files of its policy set: from where it stands to where what comes next is no deeper. Undefined where they do not have it. */
export function ruleText(
  { at }: Pick<RuleRef, 'at'>,
  files: Readonly<Record<string, string>>,
  maxLines: number = MAX_LINES,
): string | undefined {
  const [, file, lineText] = /^(.+):(\d+):\d+$/.exec(at) ?? [];
  if (file === undefined || !Object.hasOwn(files, file)) return undefined;
  const lines = files[file]?.split('\n') ?? [];
  const start = Number(lineText) - 1;
  const first = lines[start];
  if (first === undefined) return undefined;
  const depth = indentOf(first);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() === '' || indentOf(line) <= depth);
  const body = rest.slice(0, end < 0 ? rest.length : end).slice(0, maxLines);
  return [first, ...body].map((line) => line.slice(Math.min(depth, indentOf(line))).trimEnd()).join('\n');
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
