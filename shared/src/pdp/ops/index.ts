// SPDX-License-Identifier: Apache-2.0
import type { Op, Ops } from '../eval/op.ts';
import * as families from './families.ts';

/** Every family of operators, by the name it is exported under. */
export const FAMILIES: Readonly<Record<string, Iterable<readonly [string, Op]>>> = families;

/** Every operator of the language. An artefact whose policy needs less is built with a smaller table. */
export const ALL_OPS: Ops = new Map(Object.values(families).flat());
