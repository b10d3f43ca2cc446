// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { refine, text, type Shape } from './shape.ts';

/** A file of the project, relative to its folder, with `/` on every system. */
export const projectPath: Shape<Located<string>> = refine(
  text,
  { pattern: '^(?![/~])(?!.*(^|/)\\.\\.(/|$))[^\\\\:]+$' },
  (path, report) => {
    const steps = path.value.split('/').filter((step) => step !== '.');
    const leaves = /^[/~]/.test(path.value) || /[\\:\0]/.test(path.value) || steps.includes('..');
    if (!leaves && steps.some((step) => step !== ''))
      return { value: steps.filter((step) => step !== '').join('/'), span: path.span };
    const help = 'a path is relative to the folder of `assay.yaml`, stays inside it, and is written with `/`';
    report('path-outside-project', path.span, `the path ${quote(path.value)} leads out of the project folder`, help);
    return undefined;
  },
);
