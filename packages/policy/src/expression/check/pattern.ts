// SPDX-License-Identifier: Apache-2.0
import { compilePattern } from '../../regex/compile.ts';
import type { Report } from '../finding.ts';
import type { Node } from '../typed.ts';

/** Reports a regular expression that is no literal, or that RE2 does not know: what `matches` looks for is compiled with the policy, so that it runs in linear time. */
export function checkPattern({ op, args }: Node<'apply'>, report: Report): void {
  if (op !== 'matches') return;
  const pattern = args[1];
  if (pattern?.kind !== 'literal' || pattern.value.type !== 'string') {
    if (pattern && pattern.kind !== 'error')
      report('unsupported-expression', pattern, 'expected a literal regular expression', 'write it as a string');
    return;
  }
  const compiled = compilePattern(pattern.value.value);
  if ('error' in compiled)
    report('unsupported-expression', pattern, `not a regular expression (RE2): ${compiled.error}`);
}
