// SPDX-License-Identifier: Apache-2.0
import { inspect, types } from 'node:util';
import { isAssayError, type ErrorCode } from '@assay/core/errors';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';
import { jsonLine } from './json-line.ts';
import { printable } from './printable.ts';

/** Tells on standard error what went wrong: one line per problem, or with `json` one object. Never a stack, unless ASSAY_DEBUG asks for it. */
export function reportFailure(cause: unknown, { stderr, env }: Io, json: boolean): void {
  const failure = toFailure(cause);
  if (json) stderr.write(jsonLine(failureJson(failure)));
  else for (const line of failureLines(failure)) stderr.write(`assay: ${line}\n`);
  if (env['ASSAY_DEBUG'] === '1') stderr.write(`${inspect(cause)}\n`);
}

function toFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  if (isAssayError(cause)) return new Failure(cause.code, cause.message, { problems: cause.problems, cause });
  // the text of an unknown error may name anything, and is no help to a user
  const kind = types.isNativeError(cause) ? cause.name : typeof cause;
  const help = 'run again with ASSAY_DEBUG=1 to see where, and please report it';
  return new Failure('ERR_INTERNAL', `unexpected ${kind}`, { help, cause });
}

function failureLines({ code, message, subject, problems, help }: Failure): readonly string[] {
  const lines =
    problems.length === 0
      ? [inOneLine(code, subject, message)]
      : problems.map((problem) => inOneLine(code, subject, problem.path, problem.message));
  return help === undefined ? lines : [...lines, `help: ${printable(help)}`];
}

function inOneLine(...parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part === '' ? [] : [printable(part)])).join(': ');
}

interface FailureJson {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly subject: string | null;
    readonly problems: readonly { readonly path: string; readonly message: string }[];
    readonly help: string | null;
  };
}

function failureJson({ code, message, subject, problems, help }: Failure): FailureJson {
  return { error: { code, message, subject: subject ?? null, problems, help: help ?? null } };
}
