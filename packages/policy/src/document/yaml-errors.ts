// SPDX-License-Identifier: Apache-2.0
import type { YAMLError } from 'yaml';

/** What we say instead of what the YAML library says: by its code and a part of its message. */
const TEXTS: readonly {
  readonly code: YAMLError['code'];
  readonly part: string;
  readonly message: string;
  readonly help?: string;
}[] = [
  {
    code: 'UNEXPECTED_TOKEN',
    part: 'at node end',
    message: 'unexpected text after the end of a value',
    help: 'a value that begins with a quote, a brace or a bracket ends there; quote the whole of it, as in \'"a" in b\'',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    part: 'Nested mappings',
    message: 'unexpected `: ` in unquoted text',
    help: 'quote the whole value, or put the nested map on lines of its own',
  },
  {
    code: 'MISSING_CHAR',
    part: 'Implicit map keys need to be followed by map values',
    message: 'expected `:` and a value after the key',
  },
  { code: 'MISSING_CHAR', part: 'Missing closing', message: 'expected a closing quote, and found the end of the text' },
  {
    code: 'BAD_SCALAR_START',
    part: '',
    message: 'unquoted text cannot begin with this character',
    help: 'quote the whole value',
  },
  { code: 'TAB_AS_INDENT', part: '', message: 'lines are indented with blanks, and not with tabs' },
];

/** The message and help for a mistake the YAML library found; lower-case, one line, no period. */
export function yamlErrorText(error: YAMLError): { readonly message: string; readonly help?: string } {
  const known = TEXTS.find(({ code, part }) => error.code === code && error.message.includes(part));
  if (known !== undefined) return known;
  // The library's messages end where they quote the text; a long quotation is not repeated.
  const line = error.message.split('\n', 1)[0]?.slice(0, 120).replace(/\.$/, '') ?? '';
  return { message: line.charAt(0).toLowerCase() + line.slice(1) };
}
