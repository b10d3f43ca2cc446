// SPDX-License-Identifier: Apache-2.0
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import type { Report } from '../diagnostics/report.ts';
import { readYaml } from './read-yaml.ts';
import type { Shape } from './shape.ts';

// What is absent may have been swallowed by a syntax error; that it is absent is said once the text is YAML.
const ABSENCES: readonly DiagnosticCode[] = ['missing-key', 'missing-owner', 'rule-effect', 'empty-list'];

/** Reads `text` and checks it against `shape`. Returns undefined when there is nothing the shape could be read from. */
export function readShape<T>(file: string, text: string, shape: Shape<T>, report: Report): T | undefined {
  let syntaxErrors = 0;
  const node = readYaml(file, text, (code, ...rest) => {
    if (code === 'yaml-syntax') syntaxErrors++;
    report(code, ...rest);
  });
  if (node === undefined) return undefined;
  return shape.read(node, (code, ...rest) => {
    if (syntaxErrors === 0 || !ABSENCES.includes(code)) report(code, ...rest);
  });
}
