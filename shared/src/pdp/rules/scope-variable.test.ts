// SPDX-License-Identifier: Apache-2.0
import { scopeValue } from './scope-variable.ts';

describe('a variable of a scope', () => {
  test.each([
    ['int', 'int', '0', 0],
    ['int', 'int', '-7', -7],
    ['int', 'int', '9007199254740991', 9007199254740991],
    ['int', 'int', '9007199254740992', undefined],
    ['int', 'int', '-0', undefined],
    ['int', 'int', '007', undefined],
    ['int', 'int', '+7', undefined],
    ['int', 'int', '1e3', undefined],
    ['int', 'int', '', undefined],
    ['int', 'int', '7\n', undefined],
    ['uuid', 'uuid', '0d9c6f1e-6a3b-4c7e-9f00-000000000001', '0d9c6f1e-6a3b-4c7e-9f00-000000000001'],
    ['uuid', 'uuid', '0D9C6F1E-6A3B-4C7E-9F00-000000000001', undefined],
    ['uuid', 'uuid', '0d9c6f1e6a3b4c7e9f00000000000001', undefined],
    ['date', 'date', '2026-11-21', '2026-11-21'],
    ['date', 'date', '2024-02-29', '2024-02-29'],
    ['date', 'date', '2026-02-29', undefined],
    ['date', 'date', '1900-02-29', undefined],
    ['date', 'date', '2000-02-29', '2000-02-29'],
    ['date', 'date', '2026-04-31', undefined],
    ['date', 'date', '2026-13-01', undefined],
    ['date', 'date', '2026-1-1', undefined],
    ['values', ['dev', 'prod'], 'prod', 'prod'],
    ['values', ['dev', 'prod'], 'test', undefined],
    ['values', ['dev', 'prod'], '', undefined],
  ] as const)('%s: %j, %j', (_, type, text, expected) => {
    expect(scopeValue(text, type)).toBe(expected);
  });

  test('knows every month', () => {
    const lastDays = Array.from({ length: 12 }, (__, i) => {
      const month = String(i + 1).padStart(2, '0');
      return [31, 30, 29, 28].find((day) => scopeValue(`2026-${month}-${day}`, 'date') !== undefined);
    });
    expect(lastDays).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  });
});
