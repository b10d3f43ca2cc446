// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { canonicalJson } from '@assay/core/log';
import type { DecisionTable } from '@assay/core/pdp';

/** A table as it is stored: its digest, and the text of both. */
export interface Artefact {
  /** `sha256-` and 64 lower-case hexadecimal digits, over the canonical text of the table (RFC 8785). */
  readonly digest: string;
  readonly text: string;
}

/** The artefact of a table: the same table always gives the same bytes. */
export function artefactOf(table: DecisionTable): Artefact {
  const canonical = canonicalJson(table);
  const digest = `sha256-${createHash('sha256').update(canonical, 'utf8').digest('hex')}`;
  return { digest, text: `{"digest":"${digest}","table":${canonical}}` };
}
