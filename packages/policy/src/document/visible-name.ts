// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { codePoint } from '../diagnostics/invisible.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';

/** How claims, types of authorization details, audiences and clients are named: visible ASCII, blanks within. */
export const VISIBLE_PATTERN = '^[\\x21-\\x7e](?:[\\x20-\\x7e]*[\\x21-\\x7e])?$';

/**
 * Whether `name` is what it looks like. Beyond ASCII there are letters that look like others, accents written in two ways, and marks nobody
 * sees: two names a reviewer takes for one. What OAuth names is ASCII anyway: clients (RFC 6749 appendix A.1), URIs (RFC 3986). Reports and
 * returns false where it is not; `what` names it in the message: "a claim".
 */
export function checkVisible({ value, span }: Located<string>, what: string, report: Report): boolean {
  const odd = /[^\x20-\x7e]/u.exec(value)?.[0];
  if (odd === undefined && value.trim() === value) return true;
  const found = odd === undefined ? 'a blank at its edge' : `\`${codePoint(odd)}\``;
  const help =
    odd === undefined ? 'leave the blank out' : 'a name is printable ASCII; a URI writes other characters as `%C3%A9`';
  report('invalid-name', span, `invalid name ${quote(value)} of ${what}: it holds ${found}`, help);
  return false;
}
