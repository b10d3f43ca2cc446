// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { compareText } from '../values/text.ts';
import { opaque, type OpaqueType } from './opaque.ts';

/** Major, minor and patch, and the identifiers of a pre-release. */
type Version = readonly string[];

/** In the place of a pre-release, what comes after every one of them: a release does. */
const RELEASE = '~';

/** Fifteen digits are always a number that JavaScript holds exactly. */
const VERSION = /^(\d{1,15}(?:\.\d{1,15}){2})(?:-([\da-z.-]+))?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i;

/** A version as Semantic Versioning 2.0.0 has them (sections 2, 9 and 10): no `v`, no part left out, no leading zeros. */
function parse(text: string): Version | undefined {
  const [, numbers = '', pre = RELEASE] = VERSION.exec(text) ?? [];
  const version = `${numbers}.${pre}`.split('.');
  return version.every((part) => part !== '' && !/^0\d+$/.test(part)) ? version : undefined;
}

/** Section 11: numbers come before texts, and in the order their length says first. */
function precedence(a: Version, b: Version): number {
  const i = a.findIndex((part, at) => part !== b[at]);
  const [x, y] = [a[i], b[i]];
  if (x === undefined || y === undefined) return a.length - b.length;
  const [isNumber, isOther] = [x, y].map((part) => /^\d+$/.test(part));
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  return (isNumber ? x.length - y.length : 0) || compareText(x, y);
}

const compared =
  (says: (order: number) => unknown) =>
  (version: Version, found: unknown): unknown => {
    const other = SEMVER.read(found);
    return other && says(precedence(version, other));
  };

// build metadata tells no versions apart (section 10)
const textOf = (version: Version): string =>
  `${version.slice(0, 3).join('.')}-${version.slice(3).join('.')}`.replace(`-${RELEASE}`, '');

const SEMVER: OpaqueType<Version> = opaque('semver', 'semver', parse, textOf, {
  major: ([major]) => Number(major),
  minor: ([, minor]) => Number(minor),
  patch: ([, , patch]) => Number(patch),
  is_later: compared((order) => order > 0),
  is_earlier: compared((order) => order < 0),
  compare_versions: compared(Math.sign),
});

/** Versions, as in the semver library of Kubernetes. */
export const SEMVER_OPS: readonly (readonly [string, Op])[] = SEMVER.ops;
