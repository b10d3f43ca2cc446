// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import { readYaml } from './read-yaml.ts';
import type { Shape } from './shape.ts';

/** Reads `text` and checks it against `shape`. Returns undefined when there is nothing the shape could be read from. */
export function readShape<T>(file: string, text: string, shape: Shape<T>, report: Report): T | undefined {
  const node = readYaml(file, text, report);
  return node === undefined ? undefined : shape.read(node, report);
}
