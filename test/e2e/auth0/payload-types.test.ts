// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { TRIGGERS, writeFolder } from './folders.ts';

const part = installNpmPart(PARTS.auth0);
if (!part.ok) process.stderr.write(`the test of the types of the Auth0 Management API is skipped: it ${part.why}\n`);

/** What each file is the body of, or a part of it. */
const TYPES: readonly (readonly [RegExp, (json: string) => string])[] = [
  [/^create-action\.json$/, (json) => `const body: Management.CreateActionRequestContent = ${json};`],
  [
    /^bind-action\.json$/,
    (json) => `const body: Management.UpdateActionBindingsRequestContent = { bindings: [${json}] };`,
  ],
  [
    /^token-exchange-profile(-\d+)?\.json$/,
    (json) => `const body: Management.CreateTokenExchangeProfileRequestContent = ${json};`,
  ],
];

function moduleOf(file: string, json: string): string {
  const typed = TYPES.find(([name]) => name.test(file))?.[1];
  if (typed === undefined) throw new Error(`${file} is the body of no request this test knows`);
  return `import type { Management } from 'auth0';\nexport ${typed(json)}\n`;
}

const tsc = join(dirname(createRequire(__filename).resolve('typescript/package.json')), 'bin/tsc');
const COMPILER_OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module: 'nodenext',
  target: 'es2022',
  types: [],
};

(part.ok ? describe : describe.skip)('the bodies for the Management API, against its types', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'assay-auth0-types-'));
    if (part.ok) symlinkSync(part.modules, join(root, 'node_modules'));
  });

  afterAll(() => rmSync(root, { recursive: true }));

  /** What the compiler says of these modules: one line for each error, its file, line and code. */
  const errorsIn = (name: string, modules: Readonly<Record<string, string>>): readonly string[] => {
    const folder = join(root, name);
    mkdirSync(folder);
    for (const [file, text] of Object.entries(modules)) writeFileSync(join(folder, file), text);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    const errors = [...stdout.matchAll(/^(?:.*\/)?(\S+\.ts)\((\d+),\d+\): error (TS\d+)/gm)];
    expect(status === 0).toBe(errors.length === 0);
    return errors.map(([, file, line, code]) => `${file}:${line} ${code}`).sort();
  };

  const bodiesOf = (trigger: (typeof TRIGGERS)[number]): Readonly<Record<string, string>> => {
    const out = join(root, `out-${trigger}`);
    writeFolder(out, trigger);
    const folder = join(out, 'management-api');
    return Object.fromEntries(
      readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8').trim()]),
    );
  };

  test.each(TRIGGERS)('they are bodies of their requests, for %s', (trigger) => {
    const bodies = Object.entries(bodiesOf(trigger));
    expect(bodies.length).toBeGreaterThan(1);
    const modules = Object.fromEntries(bodies.map(([file, json]) => [`${file}.ts`, moduleOf(file, json)]));
    expect(errorsIn(trigger, modules)).toEqual([]);
  });

  test('a member that is not there, one of another type and one that is missing would each be an error', () => {
    const body = { name: 'x', supported_triggers: [{ id: 'post-login', version: 'v3' }] };
    const wrong = {
      'unknown.ts': moduleOf('create-action.json', JSON.stringify({ ...body, memory: 512 })),
      'trigger.ts': moduleOf(
        'create-action.json',
        JSON.stringify({ ...body, supported_triggers: [{ id: 'sign-out' }] }),
      ),
      'missing.ts': moduleOf(
        'token-exchange-profile.json',
        JSON.stringify({ name: 'x', type: 'custom_authentication' }),
      ),
      'binding.ts': moduleOf('bind-action.json', JSON.stringify({ action_name: 'x' })),
    };
    expect(errorsIn('wrong', wrong)).toEqual([
      'binding.ts:2 TS2353',
      'missing.ts:2 TS2739',
      'trigger.ts:2 TS2322',
      'unknown.ts:2 TS2353',
    ]);
  });
});
