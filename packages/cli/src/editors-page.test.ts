// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { publishedSchemas } from '@assay/policy';
import { copyProject } from './testing/copy-example.ts';
import { NOW, run } from './testing/run.ts';

const ROOT = join(__dirname, '../../..');
const PAGE = readFileSync(join(ROOT, 'docs/editors.md'), 'utf8');
const [settings = {}, tasks = {}] = Array.from(
  PAGE.matchAll(/```json\n([\s\S]*?)```/g),
  ([, block = '']) => JSON.parse(block) as Readonly<Record<string, unknown>>, // sound: objects, or the tests below fail
);

interface Pattern {
  readonly regexp: string;
  readonly [group: string]: number | string;
}

test('the task of docs/editors.md finds each mistake of assay check where it is, and nothing else', async () => {
  const project = copyProject(join(ROOT, 'examples/quickstart'), NOW);
  const policy = join(project.path, 'policies/payments.yaml');
  const text = readFileSync(policy, 'utf8');
  writeFileSync(policy, `${text.replace('iga.status == "active"', 'iga.statsu == "active"')}nonsense: [a: b]: error\n`);
  const [task] = tasks['tasks'] as readonly { args: readonly string[]; problemMatcher: { pattern: Pattern } }[]; // sound: what the page shows
  const { regexp = '', ...groups } = task?.problemMatcher.pattern ?? {};
  const argv = task?.args.slice(1) ?? [];
  const { out } = await run(argv, { cwd: project.path, terminal: { columns: 60 } });
  const { out: json } = await run([...argv, '--json'], { cwd: project.path });
  project.remove();
  const found = out.split('\n').flatMap((line) => {
    const match = new RegExp(regexp).exec(line);
    return match === null
      ? []
      : [Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, match[Number(group)]]))];
  });
  const { diagnostics } = JSON.parse(json) as { diagnostics: readonly Record<string, unknown>[] }; // sound: what check prints
  expect(found).toEqual(
    diagnostics.map(({ file, line, column, severity, code, message }) => ({
      file,
      line: String(line),
      column: String(column),
      severity,
      code,
      message,
    })),
  );
  expect(found.length).toBeGreaterThan(1);
});

test('its settings name the schemas that are published', () => {
  const schemas = Object.keys(settings['yaml.schemas'] as object); // sound: what the page shows
  const published = [...publishedSchemas().keys()];
  expect(schemas.map((path) => basename(path)).toSorted()).toEqual(published.toSorted());
  const folder = 'node_modules/@assay/policy/schemas/';
  expect(schemas.filter((path) => !path.startsWith(`./${folder}`) || !existsSync(join(ROOT, path)))).toEqual([]);
});
