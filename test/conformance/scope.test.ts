// SPDX-License-Identifier: Apache-2.0
import { isOutOfScope } from './scope.ts';
import type { Original } from './tests.ts';

const isOut = (expr: string, more: Partial<Original> = {}): boolean =>
  isOutOfScope({ id: expr, file: 'example', original: { expr, ...more } });

const declared = (name: string, messageType: string): Partial<Original> => ({
  typeEnv: [{ name, ident: { type: { messageType } } }],
});

describe('out of scope is what needs a protocol buffer', () => {
  test.each([
    ['TestAllTypes{single_int32: 1}.single_int32 == 1'],
    ['[google.protobuf.Int32Value{value: 1}]'],
    ['TestAllTypes.NestedEnum.BAR == 1'],
    ['cel.expr.conformance.proto2.GlobalEnum(2)'],
    ['.google.protobuf.NullValue.NULL_VALUE'],
  ])('in its expression: %s', (expr) => {
    expect(isOut(expr)).toBe(true);
  });

  it('in its input', () => {
    expect(isOut('x.a', declared('x', 'cel.expr.conformance.proto3.TestAllTypes'))).toBe(true);
    expect(isOut('x', { typeEnv: [{ name: 'x', ident: { type: { wrapper: 'INT64' } } }] })).toBe(true);
    const value = { objectValue: { '@type': 'type.googleapis.com/google.protobuf.Struct', value: {} } };
    expect(isOut('x', { bindings: { x: { value } } })).toBe(true);
  });

  it('in its result', () => {
    expect(isOut('x', { value: { enumValue: { type: 'a.E', value: 1 } } })).toBe(true);
    expect(isOut('type(x)', { value: { typeValue: 'a.M' } })).toBe(true);
  });
});

describe('in scope is everything else', () => {
  test.each([['1 + 1'], ['google.protobuf.Timestamp == type(t)'], ['{"TestAllTypes": 1}'], ['1 +']])('%s', (expr) => {
    expect(isOut(expr)).toBe(false);
  });

  it('also with timestamps, durations, and messages that nothing uses', () => {
    const value = { objectValue: { '@type': 'type.googleapis.com/google.protobuf.Duration', value: '1s' } };
    expect(isOut('x', { ...declared('x', 'google.protobuf.Duration'), bindings: { x: { value } } })).toBe(false);
    expect(isOut('x', { value: { typeValue: 'google.protobuf.Timestamp' } })).toBe(false);
    expect(isOut('y', declared('x', 'cel.expr.conformance.proto3.TestAllTypes'))).toBe(false);
  });
});
