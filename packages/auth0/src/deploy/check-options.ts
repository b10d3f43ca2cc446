// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import type { Auth0FilesOptions } from './options.ts';
import { DEPLOYED_TRIGGERS } from './triggers.ts';

/** https://auth0.com/docs/customize/actions/limitations: the code should not exceed 100 kB. */
const MAX_CODE_BYTES = 100_000;
const MAX_SECRETS = 30;
const MAX_SECRET_NAME = 128;
/** A tenant has at most this many profiles. */
const MAX_PROFILES = 100;

/** Letters, digits, `-` and `_`: it is the name of files and stands in HCL; the length is a profile's (3 to 50) less a number (`-100`). */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,45}$/;
/** In capitals, as the Deploy CLI has its keywords. */
const SECRET_NAME = /^[A-Z][A-Z0-9_]*$/;
/** One token, because it is written into a comment. */
const DIGEST = /^[A-Za-z0-9:+/=_-]{1,200}$/;
/** The characters of RFC 3986 and no others: it is written into HCL, where `${` would be an expression. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
/** Of the Management API, at a profile. */
const SUBJECT_TOKEN_TYPE_LENGTH = { min: 8, max: 100 };
const RESERVED = /^(urn:(ietf|auth0|okta)(:|$)|https?:\/\/(auth0|okta)\.com([:/?#]|$))/i;
/**
 * What the Deploy CLI takes for a keyword, in code and in every other file: by default every environment variable is one, so no list of ours would be complete.
 * Characters beside those of words are of names on Windows, as in `ProgramFiles(x86)`.
 */
const KEYWORD = /(##|@@)[\w.()-]+\1/;

/** What of the options no Action can be made from, all of it. Pure. */
export function checkOptions(options: Auth0FilesOptions): readonly Problem[] {
  const { name, digest } = options;
  return [
    ...(NAME.test(name)
      ? []
      : [problem('/name', `expected 3 to 46 letters, digits, \`-\` and \`_\`, found \`${name}\``)]),
    ...(DIGEST.test(digest) ? [] : [problem('/digest', 'expected a digest, one word')]),
    ...checkCode(options.code),
    ...checkSecrets(options.secrets),
    ...checkTokenTypes(options),
  ];
}

const problem = (path: string, message: string): Problem => ({ path, message });

function checkCode(code: string): readonly Problem[] {
  if (code.trim() === '') return [problem('/code', 'expected code, found nothing')];
  const bytes = new TextEncoder().encode(code).length;
  const keyword = keywordIn(code);
  return [
    ...(bytes > MAX_CODE_BYTES ? [problem('/code', `expected at most ${MAX_CODE_BYTES} bytes, found ${bytes}`)] : []),
    ...(keyword === undefined ? [] : [problem('/code', keyword)]),
  ];
}

/** The first keyword in a text that is imported, and why it may not be there. */
function keywordIn(text: string): string | undefined {
  const keyword = KEYWORD.exec(text)?.[0];
  return keyword && `\`${keyword}\` is a keyword to the Deploy CLI, which may put something else in its place`;
}

function checkSecrets(secrets: readonly string[]): readonly Problem[] {
  const problems = secrets.length > MAX_SECRETS ? [tooMany('/secrets', MAX_SECRETS, 'secrets', secrets)] : [];
  for (const [i, name] of secrets.entries()) {
    const at = `/secrets/${i}`;
    if (name.length > MAX_SECRET_NAME)
      problems.push(problem(at, `expected at most ${MAX_SECRET_NAME} characters, found ${name.length}`));
    else if (!SECRET_NAME.test(name))
      problems.push(problem(at, `expected capital letters, digits and \`_\`, found \`${name}\``));
    else if (secrets.indexOf(name) < i) problems.push(problem(at, `\`${name}\` is there twice`));
  }
  return problems;
}

function checkTokenTypes({ trigger, subjectTokenTypes = [] }: Auth0FilesOptions): readonly Problem[] {
  const at = '/subjectTokenTypes';
  if (DEPLOYED_TRIGGERS[trigger].runsBy !== 'profile')
    return subjectTokenTypes.length === 0 ? [] : [problem(at, `\`${trigger}\` is not asked with a subject token`)];
  if (subjectTokenTypes.length === 0)
    return [problem(at, 'expected a subject token type: without a profile nothing runs this Action')];
  const problems = subjectTokenTypes.flatMap((type, i) => {
    const message = subjectTokenTypes.indexOf(type) < i ? `\`${type}\` is there twice` : wrongWithTokenType(type);
    return message === undefined ? [] : [problem(`${at}/${i}`, message)];
  });
  return subjectTokenTypes.length > MAX_PROFILES
    ? [tooMany(at, MAX_PROFILES, 'subject token types', subjectTokenTypes), ...problems]
    : problems;
}

function wrongWithTokenType(type: string): string | undefined {
  const { min, max } = SUBJECT_TOKEN_TYPE_LENGTH;
  if (type.length < min || type.length > max) return `expected ${min} to ${max} characters, found ${type.length}`;
  if (!URI.test(type)) return `expected a URI, found \`${type}\``;
  if (RESERVED.test(type)) return `Auth0 keeps the namespace of \`${type}\` to itself`;
  return keywordIn(type);
}

const tooMany = (path: string, most: number, what: string, found: readonly unknown[]): Problem =>
  problem(path, `expected at most ${most} ${what}, found ${found.length}`);
