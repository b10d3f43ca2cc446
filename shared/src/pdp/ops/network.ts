// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { opaque } from './opaque.ts';

/** An address: how many bits its family has, and which they are. */
interface Ip {
  readonly size: 32 | 128;
  readonly bits: bigint;
}

interface Cidr {
  readonly ip: Ip;
  readonly length: number;
}

/** Four numbers as people write them: `010` is ten to some and eight to others, and so refused. */
function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
    ? parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n)
    : undefined;
}

/** RFC 4291 section 2.2, without zones. */
function parseV6(text: string): bigint | undefined {
  const [, before = text, dotted] = /^(.*:)([^:]+\.[^:]+)$/.exec(text) ?? [];
  const last = dotted === undefined ? '' : parseV4(dotted)?.toString(16).padStart(8, '0');
  if (last === undefined) return undefined;
  const [head = '', tail, more] = (before + last.replace(/^.{4}/, '$&:')).split('::');
  const [left, right] = [head, tail].map((part) => (part ? part.split(':') : []));
  const zeros = 8 - left!.length - right!.length; // sound: two of two
  if (more !== undefined || (tail === undefined ? zeros !== 0 : zeros < 1)) return undefined;
  const groups = [...left!, ...Array<string>(zeros).fill('0'), ...right!];
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`)
    : undefined;
}

/** An address; not one of IPv6 that stands for one of IPv4 (`::ffff:10.0.0.1`), which would be in neither family's ranges. */
function parseIp(text: string): Ip | undefined {
  // the longest text of an address
  if (text.length > 45) return undefined;
  const v4 = parseV4(text);
  if (v4 !== undefined) return { size: 32, bits: v4 };
  const v6 = parseV6(text);
  return v6 === undefined || v6 >> 32n === 0xffffn ? undefined : { size: 128, bits: v6 };
}

/** The one way to write an address (RFC 5952): the longest run of zeros left out, of equals the first. */
function textOf({ size, bits }: Ip): string {
  const part = size === 32 ? 8 : 16;
  const groups = Array.from({ length: size / part }, (_, i) =>
    BigInt.asUintN(part, bits >> BigInt(size - part * (i + 1))),
  );
  if (size === 32) return groups.join('.');
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = text.match(/\b0(:0)+\b/g) ?? [];
  let longest = Math.max(...runs.map((run) => run.length));
  return text
    .replace(/\b0(:0)+\b/g, (run) => {
      if (run.length !== longest) return run;
      longest = Infinity;
      return ':';
    })
    .replace(/:::|^:$/, '::');
}

function parseCidr(text: string): Cidr | undefined {
  const [, address = '', length = ''] = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const ip = parseIp(address);
  return ip && Number(length) <= ip.size ? { ip, length: Number(length) } : undefined;
}

const IP = opaque('net.IP', parseIp, textOf);
const CIDR = opaque('net.CIDR', parseCidr, ({ ip, length }) => `${textOf(ip)}/${length}`);

const hasPrefix = ({ ip, length }: Cidr, other: Ip): boolean =>
  ip.size === other.size && (ip.bits ^ other.bits) >> BigInt(ip.size - length) === 0n;

function containsCidr(cidr: Cidr, found: unknown): boolean | undefined {
  const other = CIDR.read(found);
  return other && other.length >= cidr.length && hasPrefix(cidr, other.ip);
}

function containsIp(cidr: Cidr, found: unknown): boolean | undefined {
  const ip = IP.read(found);
  return ip && hasPrefix(cidr, ip);
}

function masked({ ip, length }: Cidr): Cidr {
  const rest = BigInt(ip.size - length);
  return { ip: { ...ip, bits: (ip.bits >> rest) << rest }, length };
}

/** The first bits of an address, as a number. */
const first = (count: number, { size, bits }: Ip): number => Number(bits >> BigInt(size - count));
const isV4 = ({ size }: Ip): boolean => size === 32;

const isUnspecified = ({ bits }: Ip): boolean => bits === 0n;
const isLoopback = (ip: Ip): boolean => (isV4(ip) ? first(8, ip) === 127 : ip.bits === 1n);
const isLinkLocal = (ip: Ip): boolean => (isV4(ip) ? first(16, ip) === 0xa9fe : first(10, ip) === 0x3fa);
const isMulticast = (ip: Ip): boolean => (isV4(ip) ? first(4, ip) === 0xe : first(8, ip) === 0xff);
/** Of IPv6 with any flags (RFC 4291 section 2.7). */
const isLinkLocalMulticast = (ip: Ip): boolean =>
  isV4(ip) ? first(24, ip) === 0xe00000 : (first(16, ip) & 0xff0f) === 0xff02;
const isBroadcast = (ip: Ip): boolean => isV4(ip) && ip.bits === 0xffffffffn;
const isGlobal = (ip: Ip): boolean =>
  ![isUnspecified, isLoopback, isLinkLocal, isMulticast, isBroadcast].some((is) => is(ip));

const isCanonical = (text: string): boolean | undefined => {
  const ip = parseIp(text);
  return ip && textOf(ip) === text;
};

/** Addresses and ranges of addresses, as in the network libraries of Kubernetes and cel-go. */
export const NETWORK_OPS: readonly (readonly [string, Op])[] = pureOps({
  ip: ['s', IP.parse],
  is_ip: ['s', IP.says],
  is_canonical_ip: ['s', isCanonical],
  ip_family: ['q', IP.of((ip) => (isV4(ip) ? 4 : 6))],
  is_unspecified: ['q', IP.of(isUnspecified)],
  is_loopback: ['q', IP.of(isLoopback)],
  is_global_unicast: ['q', IP.of(isGlobal)],
  is_link_local_unicast: ['q', IP.of(isLinkLocal)],
  is_link_local_multicast: ['q', IP.of(isLinkLocalMulticast)],
  cidr: ['s', CIDR.parse],
  is_cidr: ['s', CIDR.says],
  contains_ip: ['q*', CIDR.of(containsIp)],
  contains_cidr: ['q*', CIDR.of(containsCidr)],
  cidr_ip: ['q', CIDR.of(({ ip }) => IP.make(ip))],
  cidr_masked: ['q', CIDR.of((cidr) => CIDR.make(masked(cidr)))],
  is_mask: ['q', CIDR.of((cidr) => masked(cidr).ip.bits === cidr.ip.bits)],
  prefix_length: ['q', CIDR.of(({ length }) => length)],
});
