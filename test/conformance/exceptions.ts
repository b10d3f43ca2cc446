// SPDX-License-Identifier: Apache-2.0
import type { Exception } from './stage.ts';

/** The tests that need not pass, each with its reason. One that starts to pass fails the run. */
export const EXCEPTIONS: readonly Exception[] = [];
