// SPDX-License-Identifier: Apache-2.0
import { constantValue, toJson, WHOLE_LANGUAGE } from '@assay/core/pdp';
import type { Report } from '../expression/finding.ts';
import { constantOf, partsOf, type Typed } from '../expression/typed.ts';
import { compileExpression } from './compile-expression.ts';

/** Reports each part that reads nothing and fails: `cidr("10.0.0.0/33")`. A permit that needs it never holds, and a denial always does. */
export function reportFailing(typed: Typed, report: Report): void {
  const parts = partsOf(typed);
  const failing = parts.filter((part) => !isSound(part));
  for (const part of failing) reportFailing(part, report);
  if (failing.length > 0 || isSound(typed)) return;
  report(
    'always-fails',
    typed,
    'this fails whatever the request is',
    'look for a value that is out of range, or written differently',
  );
}

/** Reports a constant value that no claim can have, since no JSON holds it exactly. */
export function reportNotExact(typed: Typed, report: Report): void {
  if (!isConstant(typed) || !isSound(typed)) return;
  const value = valueOf(typed);
  if (value === undefined || toJson(value) !== undefined) return;
  const [message, help] = ['no claim can have this value: JSON does not hold it exactly', 'write it as a string'];
  report('always-fails', typed, message, help);
}

/** Whether no constant part of it fails. */
function isSound(typed: Typed): boolean {
  const zone = typed.kind === 'apply' && ZONED.test(typed.op) ? constantOf(typed.args[1]) : undefined;
  if (typeof zone === 'string' && !isZone(zone)) return false;
  // what only holds values fails with one of them
  if (HOLDS_VALUES.has(typed.kind) || !isConstant(typed)) return partsOf(typed).every(isSound);
  return valueOf(typed) !== undefined;
}

const HOLDS_VALUES: ReadonlySet<Typed['kind']> = new Set(['literal', 'typename', 'list']);

/** A part of a time in a zone, whatever the time is. */
const ZONED = /^get_\w+_in$/;

/** Whether a part of a time can be told in the zone. */
function isZone(zone: string): boolean {
  const pools = { strings: [zone], lists: [] };
  return (
    constantValue(['get_hours_in', ['time_of_int', ['num', 0]], ['str', 0]], pools, WHOLE_LANGUAGE.ops) !== undefined
  );
}

/** Whether it reads nothing. */
const isConstant = (typed: Typed): boolean => isClosed(typed, new Set());

/** Whether it reads nothing but what macros around and in it bind. */
function isClosed(typed: Typed, bound: ReadonlySet<number>): boolean {
  switch (typed.kind) {
    case 'local':
      return bound.has(typed.id);
    case 'read':
    case 'variable':
    case 'error':
      return false;
    case 'comprehension': {
      const { range, init, condition, step, result, accumulator, variable, variable2 } = typed;
      const after = new Set([...bound, accumulator.id]);
      const inside = new Set([...after, variable.id, ...(variable2 ? [variable2.id] : [])]);
      return (
        [range, init].every((part) => isClosed(part, bound)) &&
        [condition, step].every((part) => isClosed(part, inside)) &&
        isClosed(result, after)
      );
    }
    default:
      return partsOf(typed).every((part) => isClosed(part, bound));
  }
}

function valueOf(typed: Typed): unknown {
  const { ir, ...pools } = compileExpression(typed);
  return constantValue(ir, pools, WHOLE_LANGUAGE.ops);
}
