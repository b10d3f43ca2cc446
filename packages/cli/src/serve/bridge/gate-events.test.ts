// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BridgeEvent } from '@assay/bridge';
import { createFolder, type Folder } from '../../testing/copy-example.ts';
import { createGateEvents } from './gate-events.ts';

const EVENT: BridgeEvent = { time: 1, kind: 'gate_removed', what: 'client policy `assay` was deleted' };

describe('changes of the gate', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = createFolder();
  });
  afterEach(() => folder.remove());

  test('are told, and kept line by line', () => {
    const file = join(folder.path, 'events.jsonl');
    const told: string[] = [];
    const take = createGateEvents(file, (realm, { kind }) => void told.push(`${realm} ${kind}`));
    take('acme', [EVENT, { ...EVENT, kind: 'gate_restored' }]);
    take('acme', [EVENT]);
    expect(told).toEqual(['acme gate_removed', 'acme gate_restored', 'acme gate_removed']);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { realm: 'acme', ...EVENT },
      { realm: 'acme', ...EVENT, kind: 'gate_restored' },
      { realm: 'acme', ...EVENT },
    ]);
  });

  test('a file that cannot be written is told at the start', () => {
    expect(() => createGateEvents(join(folder.path, 'missing/events.jsonl'), () => undefined)).toThrow(
      expect.objectContaining({ code: 'ERR_FILE_WRITE' }),
    );
  });
});
