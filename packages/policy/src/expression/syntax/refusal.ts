// SPDX-License-Identifier: Apache-2.0
import type { Range } from '../ast.ts';
import type { Finding } from '../finding.ts';

/** Leaves the parser with the one finding it makes; `parseExpression` catches it. */
export class Refusal extends Error {
  readonly finding: Finding;

  constructor(code: Finding['code'], { start, end }: Range, message: string, help?: string) {
    super(message);
    this.finding = { code, start, end, message, ...(help === undefined ? {} : { help }) };
  }
}

/** Refuses the text for what stands at `range`. */
export function refuse(range: Range, message: string, help?: string): never {
  throw new Refusal('expression-syntax', range, message, help);
}
