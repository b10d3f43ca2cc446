// SPDX-License-Identifier: Apache-2.0
import { logTableFiles } from './files.ts';

describe('the files of the table', () => {
  it('are a template, a construct and a module, the same each time', () => {
    const files = logTableFiles({ name: 'payments' });
    expect(files.map(({ path }) => path)).toEqual([
      'cdk/assay-log-table.ts',
      'template.yaml',
      'terraform/main.tf',
      'terraform/outputs.tf',
      'terraform/variables.tf',
    ]);
    expect(logTableFiles({ name: 'payments' })).toEqual(files);
    for (const { text } of files) expect(text).toMatch(/[^\n]\n$/);
  });

  it('refuses names AWS would not take, all at once', () => {
    expect(() => logTableFiles({ name: 'A b', table: '${x}' })).toThrow(
      expect.objectContaining({
        code: 'ERR_PROJECT_INVALID',
        problems: [
          { path: '/name', message: 'expected a project name such as `my-pool`' },
          { path: '/table', message: 'expected 3 to 255 letters, digits, `_`, `.` or `-`' },
        ],
      }) as Error,
    );
  });
});
