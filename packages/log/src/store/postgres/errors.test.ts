// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { storeError } from './errors.ts';

/** As the driver makes them: the text and the detail may quote what was written. */
const failure = (code: string): Error =>
  Object.assign(new Error('invalid: "dana@example.com"'), { code, detail: 'Key (a)=(dana@example.com)' });

test.each([
  ['53100', 'ERR_STORE_FULL'],
  ['53300', 'ERR_STORE_OPEN'],
  ['28P01', 'ERR_STORE_OPEN'],
  ['3D000', 'ERR_STORE_OPEN'],
  ['55P03', 'ERR_STORE_LOCKED'],
  ['57014', 'ERR_STORE_LOCKED'],
  ['40P01', 'ERR_STORE_LOCKED'],
  ['40001', 'ERR_STORE_LOCKED'],
  ['57P01', 'ERR_SINK_WRITE'],
  ['22021', 'ERR_SINK_WRITE'],
  ['ECONNRESET', 'ERR_SINK_WRITE'],
  ['ECONNREFUSED', 'ERR_STORE_OPEN'],
])('%s is %s, and nothing of the driver’s text is passed on', (code, expected) => {
  const error = storeError(failure(code), 'postgres://db/assay', 'ERR_SINK_WRITE');
  expect(error).toMatchObject({ code: expected, message: expect.stringContaining(`(${code})`) });
  expect([String(error), (error as Error).cause]).toEqual([expect.not.stringContaining('dana'), undefined]); // sound: it is one
});

test('what has no code of the server is told by what the driver says, and an error of ours stays', () => {
  const own = new AssayError('ERR_LOG_CURSOR', 'x');
  expect([
    storeError(new Error('timeout expired'), 'p', 'ERR_STORE_READ'),
    storeError(new Error('Connection terminated unexpectedly'), 'p', 'ERR_STORE_READ'),
    storeError(own, 'p', 'ERR_STORE_READ'),
  ]).toMatchObject([{ code: 'ERR_STORE_OPEN' }, { code: 'ERR_STORE_READ', message: 'the log `p`: it failed' }, own]);
});
