// SPDX-License-Identifier: Apache-2.0
import { offsetOf } from './zone.ts';

const AT = Date.parse('2009-02-13T23:31:30Z');
const HOUR = 3_600_000;

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
    expect(offsetOf(zone, AT)).toBe(hours * HOUR);
  });

  test('the clocks of a zone change with the seasons and with history', () => {
    expect([
      offsetOf('Europe/Zurich', Date.parse('2024-07-01T00:00:00Z')),
      offsetOf('Europe/Zurich', Date.parse('2024-01-01T00:00:00Z')),
      offsetOf('Europe/Zurich', Date.parse('1850-01-01T00:00:00Z')),
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
    expect(offsetOf(zone, AT)).toBeUndefined();
  });

  test('knows a zone still, however many it has been asked for', () => {
    for (let i = 0; i < 200; i++) expect(offsetOf(`Nowhere/${i}`, AT)).toBeUndefined();
    expect([offsetOf('US/Central', AT), offsetOf('Nowhere/1', AT)]).toEqual([-6 * HOUR, undefined]);
  });
});
