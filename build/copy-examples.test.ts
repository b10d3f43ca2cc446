// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyExamples } from './copy-examples.ts';
import { repository } from './fixture.ts';
import { filesOf } from './repository.ts';

test('copies the examples named, without records, and nothing of before stays', () => {
  const { root, remove } = repository({
    'examples/one/assay.yaml': 'assay: 1',
    'examples/one/policies/one.yaml': 'policy: one',
    'examples/one/records.jsonl': '{}',
    'examples/two/index.mjs': '',
    'into/old/assay.yaml': 'assay: 1',
  });
  try {
    copyExamples(['one'], join(root, 'examples'), join(root, 'into'));
    expect(filesOf(root, 'into', /./)).toEqual(['into/one/assay.yaml', 'into/one/policies/one.yaml']);
    expect(existsSync(join(root, 'into/old'))).toBe(false);
  } finally {
    remove();
  }
});
