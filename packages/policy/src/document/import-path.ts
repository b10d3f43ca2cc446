// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { text, type Shape } from './shape.ts';

/** A file, beside the one it is named in; `resolveImport` says which. */
export const importPath: Shape<Located<string>> = {
  schema: { ...text.schema, pattern: '^(?![/~])[^\\\\:]+$' },
  read: text.read,
};

/**
 * The file that `path`, written in `file` with `/` on every system, names: relative to the folder of the project. A path that leaves the folder
 * is reported, and names no file (an empty one).
 */
export function resolveImport(file: string, path: Located<string>, report: Report): Located<string> {
  const steps: string[] = file.split('/').slice(0, -1);
  let isInside = !/^[/~]/.test(path.value) && !/[\\:\0]/.test(path.value);
  for (const step of path.value.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else isInside = steps.pop() !== undefined && isInside;
  }
  if (isInside) return { value: steps.join('/'), span: path.span };
  report(
    'path-outside-project',
    path.span,
    `the path ${quote(path.value)} leads out of the project folder`,
    'a path is relative to the file it is written in, stays inside the project, and is written with `/`',
  );
  return { value: '', span: path.span };
}
