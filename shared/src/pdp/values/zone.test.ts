// SPDX-License-Identifier: Apache-2.0
import type { Meter } from '../eval/work.ts';
import { offsetOf } from './zone.ts';

const AT = Date.parse('2009-02-13T23:31:30Z');
const HOUR = 3_600_000;
const meter = (): Meter => ({ steps: 0 });

describe('offsetOf', () => {
  test.each([
    ['UTC', 0],
    ['US/Central', -6],
    ['Asia/Kathmandu', 5.75],
    ['Australia/Sydney', 11],
    ['America/St_Johns', -3.5],
    ['+11:00', 11],
    ['-02:30', -2.5],
    ['-00:30', -0.5],
    ['02:00', 2],
    ['+14:59', 14 + 59 / 60],
  ])('%s', (zone, hours) => {
    expect(offsetOf(zone, AT, meter())).toBe(hours * HOUR);
  });

  test('the clocks of a zone change with the seasons and with history', () => {
    expect([
      offsetOf('Europe/Zurich', Date.parse('2024-07-01T00:00:00Z'), meter()),
      offsetOf('Europe/Zurich', Date.parse('2024-01-01T00:00:00Z'), meter()),
      offsetOf('Europe/Zurich', Date.parse('1850-01-01T00:00:00Z'), meter()),
    ]).toEqual([2 * HOUR, HOUR, (34 * 60 + 8) * 1000]);
  });

  test.each([
    '',
    'Mars/Phobos',
    '+15:00',
    '+1:00',
    '+01',
    '+0100',
    '+01:60',
    '+01:00:00',
    '-14:00 ',
    'UTC+1',
    'GMT+1',
    '\u0000',
  ])('knows no zone %p', (zone) => {
    expect(offsetOf(zone, AT, meter())).toBeUndefined();
  });

  test('knows a zone still, however many it has been asked for', () => {
    for (let i = 0; i < 200; i++) expect(offsetOf(`Nowhere/${i}`, AT, meter())).toBeUndefined();
    expect([offsetOf('US/Central', AT, meter()), offsetOf('Nowhere/1', AT, meter())]).toEqual([-6 * HOUR, undefined]);
  });

  test('knows none of the names beyond those one decision may have, whatever is kept of others', () => {
    const one = meter();
    for (let i = 0; i < 31; i++) offsetOf(`Somewhere/${i}`, AT, one);
    expect([offsetOf('US/Central', AT, one), offsetOf('UTC', AT, one)]).toEqual([-6 * HOUR, undefined]);
    expect([offsetOf('US/Central', AT, one), offsetOf('+01:00', AT, one)]).toEqual([-6 * HOUR, HOUR]);
  });
});
