// SPDX-License-Identifier: Apache-2.0
import { BOOL, INT, opaque, STRING, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const SEMVER_TYPE = opaque('semver');

const from = (name: string, id: string, op: string, result: Type): Declaration => ({
  name,
  id,
  params: [STRING],
  result,
  op,
  extension: true,
});

const method = (name: string, id: string, op: string, result: Type, rest: readonly Type[] = []): Declaration => ({
  name,
  receiver: true,
  id,
  params: [SEMVER_TYPE, ...rest],
  result,
  op,
  extension: true,
});

/** Versions (Semantic Versioning 2.0.0), by the names of the library of Kubernetes. */
export const SEMVER: readonly Declaration[] = [
  from('semver', 'string_to_semver', 'semver', SEMVER_TYPE),
  from('isSemver', 'is_semver_string', 'is_semver', BOOL),
  method('major', 'semver_major', 'major', INT),
  method('minor', 'semver_minor', 'minor', INT),
  method('patch', 'semver_patch', 'patch', INT),
  method('isGreaterThan', 'semver_is_greater_than', 'is_later', BOOL, [SEMVER_TYPE]),
  method('isLessThan', 'semver_is_less_than', 'is_earlier', BOOL, [SEMVER_TYPE]),
  method('compareTo', 'semver_compare_to', 'compare_versions', INT, [SEMVER_TYPE]),
];
