// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { compareText } from '../values/text.ts';
import { opaque } from './opaque.ts';

interface Version {
  /** Major, minor and patch. */
  readonly numbers: readonly number[];
  /** The identifiers of a pre-release; none for a release. */
  readonly pre: readonly string[];
}

/** Fifteen digits are always a number that JavaScript holds exactly. */
const VERSION =
  /^(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})\.(0|[1-9]\d{0,14})(?:-([\da-z.-]+))?(?:\+([\da-z-]+(?:\.[\da-z-]+)*))?$/i;

/** A version as Semantic Versioning 2.0.0 has them (sections 2, 9 and 10): no `v`, no part left out, no leading zeros. */
function parse(text: string): Version | undefined {
  const [, major, minor, patch, release] = VERSION.exec(text) ?? [];
  const pre = release === undefined ? [] : release.split('.');
  return patch !== undefined && pre.every((part) => /^(0|[1-9]\d*|\d*[a-z-][\da-z-]*)$/i.test(part))
    ? { numbers: [major, minor, patch].map(Number), pre }
    : undefined;
}

/** Section 11: numbers before texts, numbers by their value, which without leading zeros their length says first. */
function comparePart(a: string, b: string): number {
  const [x, y] = [a, b].map((part) => /^\d+$/.test(part));
  return x !== y ? (x ? -1 : 1) : (x ? a.length - b.length : 0) || compareText(a, b);
}

function precedence(a: Version, b: Version): number {
  for (const [i, number] of a.numbers.entries()) if (number !== b.numbers[i]) return number - b.numbers[i]!; // sound: each has three
  // a pre-release comes before its release
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  const at = a.pre.findIndex((part, i) => part !== b.pre[i]);
  const [x, y] = [a.pre[at], b.pre[at]];
  return x === undefined || y === undefined ? a.pre.length - b.pre.length : comparePart(x, y);
}

// build metadata tells no versions apart (section 10)
const SEMVER = opaque('semver', parse, ({ numbers, pre }) => [numbers.join('.'), pre.join('.')].join('-'));

const compared = (holds: (order: number) => unknown): ((a: unknown, b: unknown) => unknown) =>
  SEMVER.of((a, found) => {
    const b = SEMVER.read(found);
    return b && holds(precedence(a, b));
  });

/** Versions, as in the semver library of Kubernetes. */
export const SEMVER_OPS: readonly (readonly [string, Op])[] = pureOps({
  semver: ['s', SEMVER.parse],
  is_semver: ['s', SEMVER.says],
  major: ['q', SEMVER.of(({ numbers }) => numbers[0])],
  minor: ['q', SEMVER.of(({ numbers }) => numbers[1])],
  patch: ['q', SEMVER.of(({ numbers }) => numbers[2])],
  is_later: ['qq', compared((order) => order > 0)],
  is_earlier: ['qq', compared((order) => order < 0)],
  compare_versions: ['qq', compared(Math.sign)],
});
