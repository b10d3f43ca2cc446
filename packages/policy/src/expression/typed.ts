// SPDX-License-Identifier: Apache-2.0
import type { Slot } from '@assay/core/pdp';
import type { Range } from './ast.ts';
import type { Type } from './types.ts';

/** A checked expression: every name found, every operator chosen. What remains is to put strings, lists and slots into pools. */
export type Typed = Range & { readonly type: Type } & (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'read'; readonly root: Slot['root']; readonly path: readonly string[]; readonly key: string }
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'apply'; readonly op: string; readonly args: readonly Typed[]; readonly key?: string }
    | { readonly kind: 'error' }
  );
