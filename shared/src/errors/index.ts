// SPDX-License-Identifier: Apache-2.0
export { ERRORS, type ErrorCode } from './registry.ts';
export { AssayError, isAssayError, type Problem } from './assay-error.ts';
export { nameOfThrown } from './name-of-thrown.ts';
