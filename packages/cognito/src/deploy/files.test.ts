// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import { cognitoFiles, type CognitoFilesOptions } from './index.ts';

const DIGEST = `sha256-${'0123456789abcdef'.repeat(4)}`;
const PLAIN: CognitoFilesOptions = { name: 'my-pool', eventVersion: 3, digest: DIGEST, tables: [], secrets: [] };
const FULL: CognitoFilesOptions = {
  ...PLAIN,
  tables: [
    { name: 'staff', access: ['read'] },
    { name: 'accounts', access: ['read'] },
    { name: 'decisions', access: ['write'] },
  ],
  secrets: ['STAFF_API_KEY', 'CRM_KEY'],
};

const textOf = (options: CognitoFilesOptions, path: string): string => {
  const file = cognitoFiles(options).find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`there is no ${path}`);
  return file.text;
};

function problemsOf(options: CognitoFilesOptions): unknown {
  try {
    return cognitoFiles(options);
  } catch (error) {
    return isAssayError(error) ? { code: error.code, paths: error.problems.map(({ path }) => path) } : error;
  }
}

describe('cognitoFiles', () => {
  it('writes a README, a SAM template, a CDK construct and a Terraform module', () => {
    expect(cognitoFiles(PLAIN).map(({ path }) => path)).toEqual([
      'README.md',
      'cdk/assay-pre-token-generation.ts',
      'template.yaml',
      'terraform/main.tf',
      'terraform/outputs.tf',
      'terraform/variables.tf',
    ]);
  });

  it('writes the same bytes for the same needs, in whatever order and however often they are said', () => {
    const otherwise: CognitoFilesOptions = {
      ...FULL,
      tables: [...FULL.tables, ...FULL.tables].toReversed(),
      secrets: [...FULL.secrets, ...FULL.secrets].toReversed(),
    };

    expect(cognitoFiles(otherwise)).toEqual(cognitoFiles(FULL));
  });

  it('ends every file with one line break, and no line with a space', () => {
    for (const options of [PLAIN, FULL])
      for (const { path, text } of cognitoFiles(options))
        expect({
          path,
          ends: /[^\n]\n$/.test(text),
          trailing: /[ \t]$/m.test(text),
          gaps: /\n\n\n/.test(text),
        }).toEqual({
          path,
          ends: true,
          trailing: false,
          gaps: false,
        });
  });

  it('speaks of tables only where there are some, and of reading or writing only where that is done', () => {
    const actions = (options: CognitoFilesOptions): unknown =>
      cognitoFiles(options).map(({ path, text }) => [path, [...new Set(text.match(/dynamodb:[A-Za-z*]+/g) ?? [])]]);
    const everywhere = (found: readonly string[]): unknown => [
      ['README.md', []],
      ['cdk/assay-pre-token-generation.ts', found],
      ['template.yaml', found],
      ['terraform/main.tf', found],
      ['terraform/outputs.tf', []],
      ['terraform/variables.tf', []],
    ];
    const staff = (access: readonly ('read' | 'write')[]): CognitoFilesOptions => ({
      ...PLAIN,
      tables: [{ name: 'staff', access }],
    });

    expect(actions(PLAIN)).toEqual(everywhere([]));
    expect(actions(staff([]))).toEqual(everywhere([]));
    expect(actions(staff(['read']))).toEqual(everywhere(['dynamodb:GetItem']));
    expect(actions(staff(['write']))).toEqual(everywhere(['dynamodb:PutItem']));
    expect(actions(staff(['write', 'read']))).toEqual(everywhere(['dynamodb:GetItem', 'dynamodb:PutItem']));
  });

  it('asks for secrets by parameters nobody sees, and fills none', () => {
    expect(textOf({ ...PLAIN, secrets: ['CRM_KEY'] }, 'template.yaml')).toContain(`  SecretCrmKey:
    Type: String
    NoEcho: true
    MinLength: 1
    Description: The environment variable CRM_KEY of the function.
`);
    expect(textOf({ ...PLAIN, secrets: ['CRM_KEY'] }, 'terraform/variables.tf')).toContain(`variable "secrets" {
  description = "Environment variables of the function."
  sensitive   = true
  type = object({
    CRM_KEY = string
  })
}
`);
  });

  it('names the version of the trigger in all of them', () => {
    for (const [eventVersion, version] of [
      [1, 'V1_0'],
      [2, 'V2_0'],
      [3, 'V3_0'],
    ] as const) {
      const named = cognitoFiles({ ...PLAIN, eventVersion }).map(({ path, text }) => [
        path,
        [...new Set(text.match(/\bV\d_0\b/g) ?? [])],
      ]);
      expect(named).toEqual([
        ['README.md', [version]],
        ['cdk/assay-pre-token-generation.ts', [version]],
        ['template.yaml', [version]],
        ['terraform/main.tf', []],
        ['terraform/outputs.tf', [version]],
        ['terraform/variables.tf', []],
      ]);
    }
  });

  it('gives a function of a long project a name Lambda takes', () => {
    const name = `${'a'.repeat(57)}-${'b'.repeat(40)}`;

    expect(textOf({ ...PLAIN, name }, 'terraform/variables.tf')).toContain(`default     = "assay-${'a'.repeat(57)}"\n`);
  });

  it('refuses what AWS does not take, all of it at once', () => {
    const refused: CognitoFilesOptions = {
      name: 'My pool',
      eventVersion: 3,
      digest: 'sha256-${oops}',
      tables: [
        { name: 'ok_table', access: ['read'] },
        { name: 'x', access: ['read'] },
        { name: '*', access: ['read'] },
        { name: "staff'", access: ['read'] },
        { name: 'staff', region: 'eu-west-1', access: ['read'] },
        { name: 'staff', region: "*'", access: ['read'] },
      ],
      secrets: ['OK', 'AWS_REGION', '_HANDLER', 'A-B', 'A', 'X: y'],
      memoryMb: 64,
    };

    expect(problemsOf(refused)).toEqual({
      code: 'ERR_PROJECT_INVALID',
      paths: [
        '/name',
        '/digest',
        '/tables/1/name',
        '/tables/2/name',
        '/tables/3/name',
        '/tables/5/region',
        '/secrets/1',
        '/secrets/2',
        '/secrets/3',
        '/secrets/4',
        '/secrets/5',
        '/memoryMb',
      ],
    });
  });

  it('takes sizes from 128 to 10,240 megabytes, whole ones', () => {
    const taken = [127, 128, 128.5, 10_240, 10_241, Number.NaN].map((memoryMb) =>
      Array.isArray(problemsOf({ ...PLAIN, memoryMb })),
    );

    expect(taken).toEqual([false, true, false, true, false, false]);
  });
});
