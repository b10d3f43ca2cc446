// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { opaque, type OpaqueType } from './opaque.ts';

/** An address: the one way to write it (RFC 5952), and its bits as digits. */
interface Ip {
  readonly text: string;
  readonly bits: string;
}

interface Cidr {
  readonly ip: Ip;
  readonly length: number;
}

/**
 * The address a text says: of IPv4 four decimal numbers as they are written, since `010` is ten to some and eight to others; of IPv6 what the URL standard
 * reads, but not what stands for an address of IPv4 and would be in neither family's ranges (`::ffff:10.0.0.1`). Throws TypeError for what it does not read.
 */
function parseIp(text: string): Ip | undefined {
  const isV6 = text.includes(':');
  if (!(isV6 ? /^[\da-f:.]+$/i.test(text) : /^((0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(\.(?!$)|$)){4}$/.test(text)))
    return undefined;
  const address = isV6 ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text;
  if (/^::ffff:\w+:\w+$/.test(address)) return undefined;
  const written = address.match(/\w+/g) ?? [];
  const groups = address.replace('::', `:${'0:'.repeat(8 - written.length)}`).match(/\w+/g) ?? [];
  const [base, width] = isV6 ? [16, 16] : [10, 8];
  return {
    text: address,
    bits: groups.map((group) => parseInt(group, base).toString(2).padStart(width, '0')).join(''),
  };
}

/** The address with these bits. */
function ofBits(bits: string): Ip | undefined {
  const isV6 = bits.length > 32;
  const groups = bits.match(isV6 ? /.{16}/g : /.{8}/g) ?? [];
  return parseIp(groups.map((group) => parseInt(group, 2).toString(isV6 ? 16 : 10)).join(isV6 ? ':' : '.'));
}

function parseCidr(text: string): Cidr | undefined {
  const [, address = '', digits] = /^(.*)\/(0|[1-9]\d*)$/.exec(text) ?? [];
  const ip = parseIp(address);
  const length = Number(digits);
  return ip && length <= ip.bits.length ? { ip, length } : undefined;
}

/** A kind of addresses, by how they are written: a group that begins with a letter has all its digits. */
const looks =
  (like: RegExp) =>
  ({ text }: Ip): boolean =>
    like.test(text);

const IP = opaque('net.IP', 'ip', parseIp, ({ text }) => text, {
  ip_family: ({ bits }) => (bits.length > 32 ? 6 : 4),
  unspecified: looks(/^(0\.0\.0\.0|::)$/),
  loopback: looks(/^(127\.|::1$)/),
  link_local: looks(/^(169\.254\.|fe[89ab]\w:)/),
  // of IPv6 with any flags (RFC 4291 section 2.7)
  link_multicast: looks(/^(224\.0\.0\.|ff\w2:)/),
  global_unicast: looks(
    /^(?!(0\.0\.0\.0|255\.255\.255\.255|::1?)$|127\.|169\.254\.|2(2[4-9]|3\d)\.|fe[89ab]\w:|ff\w\w:)/,
  ),
});

const prefixOf = ({ ip, length }: Cidr): string => ip.bits.slice(0, length);

const contains = (cidr: Cidr, ip: Ip | undefined): boolean | undefined =>
  ip && ip.bits.length === cidr.ip.bits.length && ip.bits.startsWith(prefixOf(cidr));

const CIDR: OpaqueType<Cidr> = opaque('net.CIDR', 'cidr', parseCidr, ({ ip, length }) => `${ip.text}/${length}`, {
  contains_ip: (cidr, found) => contains(cidr, IP.read(found)),
  contains_cidr: (cidr, found) => {
    const other = CIDR.read(found);
    return other && other.length >= cidr.length && contains(cidr, other.ip);
  },
  cidr_ip: ({ ip }) => IP.make(ip),
  cidr_masked: (cidr) => {
    const ip = ofBits(prefixOf(cidr).padEnd(cidr.ip.bits.length, '0'));
    return ip && CIDR.make({ ...cidr, ip });
  },
  prefix_length: ({ length }) => length,
});

const isCanonical = (text: string): boolean | undefined => {
  const ip = parseIp(text);
  return ip && ip.text === text;
};

/** Addresses and ranges of addresses, as in the network libraries of Kubernetes and cel-go. */
export const NETWORK_OPS: readonly (readonly [string, Op])[] = [
  ...IP.ops,
  ...CIDR.ops,
  ...pureOps({ canonical_ip: ['s', isCanonical, 32] }),
];
