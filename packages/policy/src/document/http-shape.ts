// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { parseSourceUrl } from './source-url.ts';
import { refine, text, wrongType, type Shape } from './shape.ts';
import { optional, record, required, type Fields } from './shape-record.ts';

/** What is read of `auth:`. */
export interface AuthFields {
  readonly header?: Located<string>;
  readonly prefix?: Located<string>;
  readonly secret?: Located<string>;
}

/** The address of a source; whether it has `{key}` in it. */
export const sourceUrl: Shape<Located<string> & { readonly isKeyed: boolean }> = refine(
  text,
  { pattern: '^https?://[^\\s/?#@]+(?:[/?][^\\s#]*)?$' },
  ({ value, span }, report) => {
    const read = parseSourceUrl(value);
    if (!('problem' in read)) return { value, span, isKeyed: read.isKeyed };
    report('invalid-value', span, read.problem, read.help);
    return undefined;
  },
);

/** RFC 9110 5.6.2, without the marks no header in use has. */
const HEADER_PATTERN = '^[A-Za-z][A-Za-z0-9-]{0,63}$';
const HEADER = new RegExp(HEADER_PATTERN);
/** These are the transport's, or say what is asked for. */
const TAKEN: ReadonlySet<string> = new Set([
  'accept',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const header: Shape<Located<string>> = refine(text, { pattern: HEADER_PATTERN }, ({ value, span }, report) => {
  if (!HEADER.test(value)) {
    report('invalid-value', span, `${quote(value)} is no name of a header`, didYouMean(value, ['authorization']));
    return undefined;
  }
  if (TAKEN.has(value.toLowerCase())) {
    report('invalid-value', span, `the header ${quote(value)} cannot hold a secret: it already means something`);
    return undefined;
  }
  return { value: value.toLowerCase(), span };
});

const PREFIX_PATTERN = '^[ -~]{0,64}$';
const PREFIX = new RegExp(PREFIX_PATTERN);

/** Unlike other texts it may be empty. */
const prefix: Shape<Located<string>> = {
  schema: { type: 'string', pattern: PREFIX_PATTERN },
  read: (node, report) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') {
      wrongType(node, 'a string', report);
      return undefined;
    }
    if (PREFIX.test(node.value)) return { value: node.value, span: node.span };
    report('invalid-value', node.span, 'what stands before a secret is at most 64 characters of ASCII');
    return undefined;
  },
};

const SECRET_PATTERN = '^[A-Z][A-Z0-9_]{0,127}$';
const SECRET = new RegExp(SECRET_PATTERN);

/** The name of a secret. What is none may be the secret itself: no message repeats it. */
export const secretName: Shape<Located<string>> = refine(text, { pattern: SECRET_PATTERN }, (name, report) => {
  if (SECRET.test(name.value)) return name;
  const help = /^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name.value) ? 'a name is written in capital letters' : undefined;
  report(
    'invalid-value',
    name.span,
    'expected the name of a secret, such as `RISK_TOKEN`, and never the secret itself',
    help,
  );
  return undefined;
});

const authRecord = record('`auth`', {
  header: optional(header, 'The header of the request that holds the secret. The default is `authorization`.', [
    'x-api-key',
  ]),
  prefix: optional(
    prefix,
    'What stands before the secret. The default is `Bearer ` in the header `authorization`, and nothing in any other.',
    ['Bearer '],
  ),
  secret: required(
    secretName,
    'The name of the secret, never its value: a variable of the environment, or a secret of an Auth0 Action.',
    { examples: ['RISK_TOKEN'] },
  ),
});

/** How a source is told who asks. */
export const auth: Shape<Fields<AuthFields>> = authRecord;

/** That a source with a key has a place for it in its address, and one without has none. */
export function checkUrlKey(
  {
    fields: { url, driver },
    keys,
    incomplete,
  }: Fields<{ readonly url?: Located<string> & { readonly isKeyed: boolean }; readonly driver?: Located<string> }>,
  report: Report,
): void {
  if (driver?.value !== 'http' || url === undefined || incomplete) return;
  if (keys.has('key') && !url.isKeyed)
    report(
      'invalid-value',
      url.span,
      'the address has no place for the key: every key would get the same answer',
      'write `{key}` where the key belongs, or leave `key` out',
    );
  if (!keys.has('key') && url.isKeyed)
    report('missing-key', url.span, 'the address has `{key}`, and the source has no `key`', 'add `key: subject.id`');
}
