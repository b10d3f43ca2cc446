// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { callOp } from '../../testing/call-op.ts';
import { ENCODER_OPS } from './encoders.ts';

const call = (name: string, ...values: readonly unknown[]): unknown => callOp(ENCODER_OPS, name, ...values);
const HELLO = Uint8Array.from('hello', (char) => char.charCodeAt(0));

describe('the encoders extension', () => {
  test.each<readonly [name: string, value: unknown, want: unknown]>([
    ['base64_encode', HELLO, 'aGVsbG8='],
    ['base64_encode', Uint8Array.of(), ''],
    ['base64_decode', 'aGVsbG8=', HELLO],
    ['base64_decode', 'aGVsbG8', HELLO],
    ['base64_decode', '', Uint8Array.of()],
    ['base64_decode', '+/+/', Uint8Array.of(0xfb, 0xff, 0xbf)],
    ['base64_decode', '-_-_', 'error'],
    ['base64_decode', 'aGVs bG8=', 'error'],
    ['base64_decode', 'aGVsbG8==', 'error'],
    ['base64_decode', 'aGVs=', 'error'],
    ['base64_decode', 'a', 'error'],
    ['base64_decode', '=', 'error'],
    ['base64_decode', 'é', 'error'],
  ])('%s of %p is %p', (name, value, want) => {
    expect(call(name, value)).toEqual(want);
  });

  test('decodes what it encodes, and bounds it', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(call('base64_decode', call('base64_encode', bytes))).toEqual(bytes);
      }),
    );
    expect(call('base64_encode', new Uint8Array(49_152))).toHaveLength(65_536);
    expect(call('base64_encode', new Uint8Array(49_153))).toBe('error');
  });
});
