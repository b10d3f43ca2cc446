// SPDX-License-Identifier: Apache-2.0
import { BOOL, listOf, mapOf, opaque, STRING } from '../types.ts';
import { call, method, ofOurs, type Declaration } from './declaration.ts';

const URL_TYPE = opaque('url');

/** URLs, by the names of the library of Kubernetes. */
export const URLS: readonly Declaration[] = ofOurs([
  call('url', 'string_to_url', 'url', [STRING], URL_TYPE),
  call('isURL', 'is_url_string', 'is_url', [STRING], BOOL),
  method('getScheme', 'url_get_scheme', 'url_scheme', [URL_TYPE], STRING),
  method('getHost', 'url_get_host', 'url_host', [URL_TYPE], STRING),
  method('getHostname', 'url_get_hostname', 'url_hostname', [URL_TYPE], STRING),
  method('getPort', 'url_get_port', 'url_port', [URL_TYPE], STRING),
  method('getEscapedPath', 'url_get_escaped_path', 'url_path', [URL_TYPE], STRING),
  method('getQuery', 'url_get_query', 'url_query', [URL_TYPE], mapOf(STRING, listOf(STRING))),
  call('string', 'url_to_string', 'to_str', [URL_TYPE], STRING),
]);
