// SPDX-License-Identifier: Apache-2.0
import { STANDARD_MACROS, type Dialect } from '@assay/policy/language';

/**
 * The dialect in which cel-go recorded the trees of the suites: the macros of the specification only, neither optional values nor names in
 * backticks, and limits as cel-go's parser tests set them (32 nested expressions, the outermost counted; 32 nested operations).
 */
export const RECORDED: Dialect = {
  macros: STANDARD_MACROS,
  limits: { length: 100_000, depth: 31, treeDepth: 33, nodes: 100_000 },
  optionals: false,
  quotedNames: false,
};
