// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAssayError } from '@assay/core/errors';
import { createStaticSource } from './static-source.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-source-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  return path;
}

const SIGNAL = new AbortController().signal;

function codeOf(path: string): unknown {
  try {
    return createStaticSource({ name: 's', path, isKeyed: true });
  } catch (error) {
    return isAssayError(error) ? error.code : error;
  }
}

describe('a static source', () => {
  test('answers from a YAML file by key, as old as the file', () => {
    const path = file('iga.yaml', 'dana:\n  roles: [reader]\nconstructor:\n  roles: []\n');
    const source = createStaticSource({ name: 'iga', path, isKeyed: true });
    expect([source.read('dana', SIGNAL), source.read('noor', SIGNAL), source.read('toString', SIGNAL)]).toEqual([
      { value: { roles: ['reader'] }, asOf: 1_700_000_000_000 },
      { value: undefined, asOf: 1_700_000_000_000 },
      { value: undefined, asOf: 1_700_000_000_000 },
    ]);
  });

  test('answers with the whole of a JSON file where it has no key', () => {
    const source = createStaticSource({
      name: 'switches',
      path: file('s.json', '{"clients":["old"]}'),
      isKeyed: false,
    });
    expect(source.read('', SIGNAL)).toEqual({ value: { clients: ['old'] }, asOf: 1_700_000_000_000 });
  });

  test.each([
    ['a list', '- a\n'],
    ['no YAML', '{ a: '],
    ['an alias, which can blow up', 'a: &x [1]\nb: *x\n'],
    ['two keys of one name', 'a: 1\na: 2\n'],
  ])('refuses a file that is %s', (_what, text) => {
    expect(codeOf(file('bad.yaml', text))).toBe('ERR_SOURCE_READ');
  });

  test('refuses a file that is not there', () => {
    expect(codeOf(join(folder, 'none.yaml'))).toBe('ERR_SOURCE_READ');
  });
});
