// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn, findProject, loadProject } from './load-project.ts';

describe('a project on disk', () => {
  let root = '';
  let folder = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-')));
    folder = join(root, 'project');
    mkdirSync(join(folder, 'policies/deep'), { recursive: true });
    writeFileSync(join(root, 'secret.yaml'), 'policy: secret\nowner: nobody\n');
    writeFileSync(
      join(folder, 'assay.yaml'),
      'assay: 1\nname: example\npolicies: [policies/a.yaml]\ngoverns: { outside: pass }\nlog: { file: r.jsonl }\n',
    );
    writeFileSync(join(folder, 'policies/a.yaml'), 'policy: a\nowner: iam\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('is read with all it names', () => {
    const { project, diagnostics, files } = loadProject(folder);
    expect({ name: project?.name, diagnostics, files: [...files.keys()] }).toEqual({
      name: 'example',
      diagnostics: [],
      files: ['assay.yaml', 'policies/a.yaml'],
    });
  });

  test('is found from any folder in it, and nowhere else', () => {
    expect([findProject(join(folder, 'policies/deep')), findProject(folder), findProject(root)]).toEqual([
      folder,
      folder,
      undefined,
    ]);
  });

  test('may be reached through a link itself, and have links inside', () => {
    symlinkSync(folder, join(root, 'link'));
    symlinkSync(join(folder, 'policies/a.yaml'), join(folder, 'b.yaml'));
    expect([loadProject(join(root, 'link')).diagnostics, filesIn(folder)('b.yaml')]).toEqual([
      [],
      'policy: a\nowner: iam\n',
    ]);
  });

  test('does not read what a link names outside of it', () => {
    symlinkSync(join(root, 'secret.yaml'), join(folder, 'b.yaml'));
    symlinkSync(root, join(folder, 'up'));
    const outside = { code: 'path-outside-project', message: 'is a link that leads out of the project folder' };
    expect([filesIn(folder)('b.yaml'), filesIn(folder)('up/secret.yaml'), filesIn(folder)('../secret.yaml')]).toEqual([
      outside,
      outside,
      outside,
    ]);
  });

  test('has files that are text, and not folders or larger than any policy', () => {
    writeFileSync(join(folder, 'binary'), Uint8Array.of(0xff, 0xfe));
    writeFileSync(join(folder, 'large'), 'x'.repeat(4 * 1024 * 1024));
    const read = filesIn(folder);
    expect([read('policies'), read('binary'), read('large'), read('gone'), read('assay.yaml/x')]).toEqual([
      { code: 'file-not-found', message: 'is not a file' },
      { code: 'yaml-syntax', message: 'is not UTF-8 text', help: 'save the file as UTF-8' },
      { code: 'limit-exceeded', message: 'has 4194304 bytes: expected at most 3145728' },
      undefined,
      undefined,
    ]);
  });
});
