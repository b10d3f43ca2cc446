// SPDX-License-Identifier: Apache-2.0
import { DOC_GENERATORS } from './doc-generators.ts';

/** A file of the repository that is made from its sources: committed, and checked to be what `run` makes today. */
export interface Generator {
  readonly name: string;
  /** Paths relative to the root. */
  readonly outputs: readonly string[];
  /** The text of each output; pure but for reading below `root`. A part of a page is made by returning the page with that part replaced. */
  readonly run: (root: string) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}

export const GENERATORS: readonly Generator[] = [...DOC_GENERATORS];
