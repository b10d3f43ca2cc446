// SPDX-License-Identifier: Apache-2.0
import { BOOL, INT, opaque, STRING } from '../types.ts';
import { call, method, ofOurs, type Declaration } from './declaration.ts';

const IP = opaque('net.IP');
const CIDR = opaque('net.CIDR');

/** IPv4 and IPv6, by the names of the network libraries of Kubernetes and cel-go. */
export const NETWORK: readonly Declaration[] = ofOurs([
  call('ip', 'string_to_ip', 'ip', [STRING], IP),
  call('isIP', 'is_ip', 'is_ip', [STRING], BOOL),
  call('ip.isCanonical', 'ip_is_canonical', 'canonical_ip', [STRING], BOOL),
  method('family', 'ip_family', 'ip_family', [IP], INT),
  method('isUnspecified', 'ip_is_unspecified', 'unspecified', [IP], BOOL),
  method('isLoopback', 'ip_is_loopback', 'loopback', [IP], BOOL),
  method('isGlobalUnicast', 'ip_is_global_unicast', 'global_unicast', [IP], BOOL),
  method('isLinkLocalUnicast', 'ip_is_link_local_unicast', 'link_local', [IP], BOOL),
  method('isLinkLocalMulticast', 'ip_is_link_local_multicast', 'link_multicast', [IP], BOOL),
  call('cidr', 'string_to_cidr', 'cidr', [STRING], CIDR),
  call('isCIDR', 'is_cidr', 'is_cidr', [STRING], BOOL),
  method('containsIP', 'cidr_contains_ip_ip', 'contains_ip', [CIDR, IP], BOOL),
  method('containsIP', 'cidr_contains_ip_string', 'contains_ip', [CIDR, STRING], BOOL),
  method('containsCIDR', 'cidr_contains_cidr', 'contains_cidr', [CIDR, CIDR], BOOL),
  method('containsCIDR', 'cidr_contains_cidr_string', 'contains_cidr', [CIDR, STRING], BOOL),
  method('ip', 'cidr_ip', 'cidr_ip', [CIDR], IP),
  method('masked', 'cidr_masked', 'cidr_masked', [CIDR], CIDR),
  method('prefixLength', 'cidr_prefix_length', 'prefix_length', [CIDR], INT),
  call('string', 'ip_to_string', 'to_str', [IP], STRING),
  call('string', 'cidr_to_string', 'to_str', [CIDR], STRING),
]);
