// SPDX-License-Identifier: Apache-2.0
import { callOp } from '../../testing/call-op.ts';
import { asText } from '../values/as-text.ts';
import { equal } from '../values/equal.ts';
import { SEMVER_OPS } from './semver.ts';

const call = (name: string, ...values: readonly unknown[]): unknown => callOp(SEMVER_OPS, name, ...values);

describe('versions', () => {
  test.each([
    '1.0.0',
    '0.0.0',
    '1.2.3-alpha',
    '1.2.3-0.3.7',
    '1.2.3-x.7.z.92',
    '1.2.3-x-y-z.--',
    '1.2.3+20130313',
    '1.2.3-beta+exp.sha.5114f85',
    '1.2.3+0a.001',
  ])('%j is one', (text) => {
    expect(call('is_semver', text)).toBe(true);
  });

  test.each([
    '',
    '1',
    '1.2',
    'v1.2.3',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-',
    '1.2.3-01',
    '1.2.3-a..b',
    '1.2.3-a.',
    '1.2.3+',
    '1.2.3+a..b',
    '1.2.3-é',
    '1.2.3 ',
    '1.2.3\n',
    '1234567890123456.0.0',
  ])('%j is none', (text) => {
    expect(call('is_semver', text)).toBe(false);
    expect(call('semver', text)).toBe('error');
  });

  test('are in the order of the specification (section 11)', () => {
    const order = [
      '0.9.10',
      '1.0.0-1',
      '1.0.0-2',
      '1.0.0-10',
      '1.0.0-99999999999999999999',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0-zzz',
      '1.0.0',
      '1.0.10',
      '1.2.0',
      '2.0.0-a',
      '2.0.0',
      '10.0.0',
    ].map((text) => call('semver', text));
    for (const [i, a] of order.entries()) {
      for (const [j, b] of order.entries()) {
        expect(call('compare_versions', a, b)).toBe(Math.sign(i - j));
        expect(call('is_later', a, b)).toBe(i > j);
        expect(call('is_earlier', a, b)).toBe(i < j);
        expect(equal(a, b)).toBe(i === j);
      }
    }
  });

  test('are taken apart, and not told apart by build metadata', () => {
    const version = call('semver', '1.20.300-rc.1+build');
    expect(['major', 'minor', 'patch'].map((name) => call(name, version))).toEqual([1, 20, 300]);
    expect(equal(version, call('semver', '1.20.300-rc.1'))).toBe(true);
    expect(equal(version, call('semver', '1.20.300'))).toBe(false);
    expect(call('is_later', version, '1.0')).toBe('error');
    expect(call('is_later', version, 1)).toBe('error');
    expect(asText(version)).toBe('1.20.300-rc.1');
    expect(asText(call('semver', '1.20.300+build'))).toBe('1.20.300');
  });
});
