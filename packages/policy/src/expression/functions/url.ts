// SPDX-License-Identifier: Apache-2.0
import { BOOL, listOf, mapOf, opaque, STRING, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const URL_TYPE = opaque('url');

const from = (name: string, id: string, op: string, result: Type): Declaration => ({
  name,
  id,
  params: [STRING],
  result,
  op,
  extension: true,
});

const method = (name: string, id: string, op: string, result: Type = STRING): Declaration => ({
  name,
  receiver: true,
  id,
  params: [URL_TYPE],
  result,
  op,
  extension: true,
});

/** URLs, by the names of the library of Kubernetes. */
export const URLS: readonly Declaration[] = [
  from('url', 'string_to_url', 'url', URL_TYPE),
  from('isURL', 'is_url_string', 'is_url', BOOL),
  method('getScheme', 'url_get_scheme', 'url_scheme'),
  method('getHost', 'url_get_host', 'url_host'),
  method('getHostname', 'url_get_hostname', 'url_hostname'),
  method('getPort', 'url_get_port', 'url_port'),
  method('getEscapedPath', 'url_get_escaped_path', 'url_path'),
  method('getQuery', 'url_get_query', 'url_query', mapOf(STRING, listOf(STRING))),
];
