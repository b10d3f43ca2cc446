// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Compiles the project in a folder, for the Lambda: node build.mjs FOLDER. Run `assay check` before: it also knows the targets.
import { writeFileSync } from 'node:fs';
import { compileProject, hasErrors, loadProject, renderDiagnostics } from '@assay/policy';

const folder = process.argv[2] ?? '.';
const { project, diagnostics, files } = loadProject(folder);
const compilation = project && compileProject(project);
const all = [...diagnostics, ...(compilation?.diagnostics ?? [])];
if (project === undefined || compilation?.compiled === undefined || hasErrors(all)) {
  console.error(renderDiagnostics(all, files, { color: false, width: 100 }));
  process.exit(1);
}
const target = project.targets.find(({ name }) => name.value === 'cognito/pre-token-generation');
writeFileSync(`${folder}/table.json`, compilation.compiled.text);
writeFileSync(`${folder}/settings.json`, JSON.stringify(target?.settings ?? {}));
console.log(compilation.compiled.digest);
