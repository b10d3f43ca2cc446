// SPDX-License-Identifier: Apache-2.0
import { AssayError, ERRORS, isAssayError } from './index.ts';

describe('AssayError', () => {
  test('carries code, text, problems and cause', () => {
    const cause = new Error('inner');
    const problems = [{ path: '/a', message: 'expected a string, found nothing' }];
    const error = new AssayError('ERR_EVENT_INVALID', 'the event is not valid', { problems, cause });
    expect({ ...error, message: error.message, cause: error.cause, isError: error instanceof Error }).toEqual({
      name: 'AssayError',
      code: 'ERR_EVENT_INVALID',
      message: 'the event is not valid',
      problems,
      cause,
      isError: true,
    });
  });

  test('has no problems and no cause where none are given', () => {
    const error = new AssayError('ERR_INTERNAL', 'x');
    expect([error.problems, 'cause' in error]).toEqual([[], false]);
  });
});

test('isAssayError knows the error of another copy of the package, and no other', () => {
  const copy = Object.assign(new Error('x'), { name: 'AssayError', code: 'ERR_USAGE' });
  expect([isAssayError(new AssayError('ERR_USAGE', 'x')), isAssayError(copy)]).toEqual([true, true]);
  const named = Object.assign(new Error('x'), { name: 'AssayError' });
  expect(
    [new Error('x'), named, { name: 'AssayError', code: 'ERR_USAGE' }, 'AssayError', null].map(isAssayError),
  ).toEqual([false, false, false, false, false]);
});

test('every code has the form of one, and a sentence without an end', () => {
  for (const [code, text] of Object.entries(ERRORS)) {
    expect(code).toMatch(/^ERR_[A-Z]+(_[A-Z]+)*$/);
    expect(text).toMatch(/^[a-z].*[^.]$/);
  }
});
