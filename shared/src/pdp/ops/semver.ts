// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { compareText } from '../values/text.ts';
import { opaque } from './opaque.ts';

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

// build metadata tells no versions apart (section 10)
const SEMVER = opaque('semver', parse, (version) =>
  `${version.slice(0, 3).join('.')}-${version.slice(3).join('.')}`.replace(`-${RELEASE}`, ''),
);

const compared = (says: (order: number) => unknown): ((a: unknown, b?: unknown) => unknown) =>
  SEMVER.of((a, found) => {
    const b = SEMVER.read(found);
    return b && says(precedence(a, b));
  });
const part = (at: number): ((value: unknown) => unknown) => SEMVER.of((version) => Number(version[at]));

/** Versions, as in the semver library of Kubernetes. */
export const SEMVER_OPS: readonly (readonly [string, Op])[] = pureOps({
  semver: ['s', SEMVER.parse],
  is_semver: ['s', SEMVER.says],
  major: ['q', part(0)],
  minor: ['q', part(1)],
  patch: ['q', part(2)],
  is_later: ['qq', compared((order) => order > 0)],
  is_earlier: ['qq', compared((order) => order < 0)],
  compare_versions: ['qq', compared(Math.sign)],
});
