// SPDX-License-Identifier: Apache-2.0
import { BOOL, INT, opaque, STRING } from '../types.ts';
import { call, method, ofOurs, type Declaration } from './declaration.ts';

const SEMVER_TYPE = opaque('semver');

/** Versions (Semantic Versioning 2.0.0), by the names of the library of Kubernetes. */
export const SEMVER: readonly Declaration[] = ofOurs([
  call('semver', 'string_to_semver', 'semver', [STRING], SEMVER_TYPE),
  call('isSemver', 'is_semver_string', 'is_semver', [STRING], BOOL),
  method('major', 'semver_major', 'major', [SEMVER_TYPE], INT),
  method('minor', 'semver_minor', 'minor', [SEMVER_TYPE], INT),
  method('patch', 'semver_patch', 'patch', [SEMVER_TYPE], INT),
  method('isGreaterThan', 'semver_is_greater_than', 'is_later', [SEMVER_TYPE, SEMVER_TYPE], BOOL),
  method('isLessThan', 'semver_is_less_than', 'is_earlier', [SEMVER_TYPE, SEMVER_TYPE], BOOL),
  method('compareTo', 'semver_compare_to', 'compare_versions', [SEMVER_TYPE, SEMVER_TYPE], INT),
  call('string', 'semver_to_string', 'to_str', [SEMVER_TYPE], STRING),
]);
