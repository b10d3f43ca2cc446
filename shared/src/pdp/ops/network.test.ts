// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { callOp } from '../../testing/call-op.ts';
import { Opaque } from '../values/special.ts';
import { NETWORK_OPS } from './network.ts';

const call = (name: string, ...values: readonly unknown[]): unknown => callOp(NETWORK_OPS, name, ...values);
const textOf = (value: unknown): unknown => (value instanceof Opaque ? value.text : value);

const NO_IP = [
  '',
  '1.2.3',
  '1.2.3.4.5',
  '01.2.3.4',
  '1.2.3.04',
  '0x1.2.3.4',
  '1.2.3.256',
  '1.2.3.-4',
  '1.2.3.4 ',
  '1.2..4',
  '16909060',
  '1.2.3.4/32',
  ':',
  ':::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1::2::3',
  '1:2:3:4::5:6:7:8',
  '12345::',
  'g::',
  'fe80::1%eth0',
  '[::1]',
  '::1]',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
  '64:ff9b::01.2.3.4',
  '64:ff9b::1.2.3',
  '1.2.3.4::',
  `${'0'.repeat(40)}::1`,
];

describe('addresses', () => {
  test.each(NO_IP)('%j is no address', (text) => {
    expect(call('is_ip', text)).toBe(false);
    expect(call('ip', text)).toBe('error');
    expect(call('is_canonical_ip', text)).toBe('error');
    expect(call('is_cidr', `${text}/8`)).toBe(false);
  });

  test.each<readonly [text: string, canonical: string, family: number]>([
    ['1.2.3.4', '1.2.3.4', 4],
    ['0.0.0.0', '0.0.0.0', 4],
    ['255.255.255.255', '255.255.255.255', 4],
    ['::', '::', 6],
    ['::1', '::1', 6],
    ['1::', '1::', 6],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', 6],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1', 6],
    ['10:0:0:5:0:0:0:1', '10:0:0:5::1', 6],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0', 6],
    ['0001:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7', 6],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', 6],
  ])('%j is %j of family %i', (text, canonical, family) => {
    const ip = call('ip', text);
    expect(textOf(ip)).toBe(canonical);
    expect(call('ip_family', ip)).toBe(family);
    expect(call('is_canonical_ip', text)).toBe(text === canonical);
  });

  test.each<readonly [text: string, is: readonly string[]]>([
    ['127.0.0.1', ['is_loopback']],
    ['127.255.0.1', ['is_loopback']],
    ['::1', ['is_loopback']],
    ['0.0.0.0', ['is_unspecified']],
    ['::', ['is_unspecified']],
    ['169.254.1.1', ['is_link_local_unicast']],
    ['fe80::1', ['is_link_local_unicast']],
    ['febf::1', ['is_link_local_unicast']],
    ['fec0::1', ['is_global_unicast']],
    ['fe8::1', ['is_global_unicast']],
    ['224.0.0.251', ['is_link_local_multicast']],
    ['ff02::1', ['is_link_local_multicast']],
    ['ff12::1', ['is_link_local_multicast']],
    ['ff05::1', []],
    ['224.0.1.1', []],
    ['239.1.1.1', []],
    ['240.1.1.1', ['is_global_unicast']],
    ['223.1.1.1', ['is_global_unicast']],
    ['22.1.1.1', ['is_global_unicast']],
    ['255.255.255.255', []],
    ['10.0.0.1', ['is_global_unicast']],
    ['8.8.8.8', ['is_global_unicast']],
    ['2001:db8::1', ['is_global_unicast']],
  ])('%s: %j', (text, is) => {
    const kinds = [
      'is_unspecified',
      'is_loopback',
      'is_global_unicast',
      'is_link_local_unicast',
      'is_link_local_multicast',
    ];
    expect(kinds.filter((kind) => call(kind, call('ip', text)))).toEqual(is);
  });

  test('every address reads back what it is written as', () => {
    const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const text = groups.map((value) => value.toString(16)).join(':');
        // ::ffff:0:0/96 stands for IPv4
        fc.pre(groups.slice(0, 5).some((value) => value !== 0) || groups[5] !== 0xffff);
        const canonical = String(textOf(call('ip', text)));
        expect(call('is_canonical_ip', canonical)).toBe(true);
        expect(call('ip', canonical)).toEqual(call('ip', text));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => call('is_ip', text) === false || /^[\da-f:.]+$/i.test(text)));
  });
});

describe('ranges of addresses', () => {
  test.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/+8',
    '::/129',
    '/8',
    '10.0.0/8',
    '10.0.0.0/8/8',
  ])('%j is none', (text) => {
    expect(call('is_cidr', text)).toBe(false);
    expect(call('cidr', text)).toBe('error');
  });

  test.each<readonly [range: string, ip: string, is: boolean]>([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.1.2.3/8', '10.0.0.0', true],
    ['10.0.0.1/32', '10.0.0.1', true],
    ['10.0.0.1/32', '10.0.0.0', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '::', false],
    ['::/0', '1.2.3.4', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::', false],
  ])('%s contains %s: %p', (range, ip, is) => {
    expect(call('contains_ip', call('cidr', range), call('ip', ip))).toBe(is);
    expect(call('contains_ip', call('cidr', range), ip)).toBe(is);
  });

  test.each<readonly [range: string, other: string, is: boolean]>([
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.0.0.0/8', '10.0.0.0/8', true],
    ['10.0.0.0/16', '10.0.0.0/8', false],
    ['10.0.0.0/8', '11.0.0.0/16', false],
    ['::/0', '10.0.0.0/8', false],
  ])('%s contains %s: %p', (range, other, is) => {
    expect(call('contains_cidr', call('cidr', range), call('cidr', other))).toBe(is);
    expect(call('contains_cidr', call('cidr', range), other)).toBe(is);
  });

  test('are taken apart', () => {
    const range = call('cidr', '192.168.1.5/24');
    expect(textOf(range)).toBe('192.168.1.5/24');
    expect(call('cidr_ip', range)).toEqual(call('ip', '192.168.1.5'));
    expect(call('cidr_masked', range)).toEqual(call('cidr', '192.168.1.0/24'));
    expect(call('cidr_masked', call('cidr', '2001:DB8:1::5/32'))).toEqual(call('cidr', '2001:db8::/32'));
    expect(call('is_mask', range)).toBe(false);
    expect(call('is_mask', call('cidr_masked', range))).toBe(true);
    expect(call('prefix_length', range)).toBe(24);
  });

  test('what is of another type, or says no address, is an error', () => {
    const range = call('cidr', '10.0.0.0/8');
    expect(call('contains_ip', range, 'localhost')).toBe('error');
    expect(call('contains_ip', range, range)).toBe('error');
    expect(call('contains_cidr', range, '10.0.0.0')).toBe('error');
    expect(call('ip_family', range)).toBe('error');
    expect(call('prefix_length', call('ip', '::1'))).toBe('error');
  });
});
