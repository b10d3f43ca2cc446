// SPDX-License-Identifier: Apache-2.0
import { BOOL, INT, opaque, STRING, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const IP = opaque('net.IP');
const CIDR = opaque('net.CIDR');

const from = (name: string, id: string, op: string, result: Type): Declaration => ({
  name,
  id,
  params: [STRING],
  result,
  op,
  extension: true,
});

const method = (name: string, id: string, op: string, params: readonly Type[], result: Type): Declaration => ({
  name,
  receiver: true,
  id,
  params,
  result,
  op,
  extension: true,
});

/** IPv4 and IPv6, by the names of the network libraries of Kubernetes and cel-go. */
export const NETWORK: readonly Declaration[] = [
  from('ip', 'string_to_ip', 'ip', IP),
  from('isIP', 'is_ip', 'is_ip', BOOL),
  from('ip.isCanonical', 'ip_is_canonical', 'is_canonical_ip', BOOL),
  method('family', 'ip_family', 'ip_family', [IP], INT),
  method('isUnspecified', 'ip_is_unspecified', 'is_unspecified', [IP], BOOL),
  method('isLoopback', 'ip_is_loopback', 'is_loopback', [IP], BOOL),
  method('isGlobalUnicast', 'ip_is_global_unicast', 'is_global_unicast', [IP], BOOL),
  method('isLinkLocalUnicast', 'ip_is_link_local_unicast', 'is_link_local_unicast', [IP], BOOL),
  method('isLinkLocalMulticast', 'ip_is_link_local_multicast', 'is_link_local_multicast', [IP], BOOL),
  from('cidr', 'string_to_cidr', 'cidr', CIDR),
  from('isCIDR', 'is_cidr', 'is_cidr', BOOL),
  method('containsIP', 'cidr_contains_ip_ip', 'contains_ip', [CIDR, IP], BOOL),
  method('containsIP', 'cidr_contains_ip_string', 'contains_ip', [CIDR, STRING], BOOL),
  method('containsCIDR', 'cidr_contains_cidr', 'contains_cidr', [CIDR, CIDR], BOOL),
  method('containsCIDR', 'cidr_contains_cidr_string', 'contains_cidr', [CIDR, STRING], BOOL),
  method('ip', 'cidr_ip', 'cidr_ip', [CIDR], IP),
  method('masked', 'cidr_masked', 'cidr_masked', [CIDR], CIDR),
  method('isMask', 'cidr_is_mask', 'is_mask', [CIDR], BOOL),
  method('prefixLength', 'cidr_prefix_length', 'prefix_length', [CIDR], INT),
];
