// SPDX-License-Identifier: Apache-2.0
// @ts-check
// Compiles the project in a folder, for the Lambda: npx node build.mjs FOLDER. Run `assay check` before: it also knows what the target can do.
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
const sources = project.sources.map(({ name, file, key, timeoutMs, absent, failed }) => ({
  name: name.value,
  file: file.value,
  binding: { timeoutMs, key, absent, failed },
}));
const { required, inputs, redact } = project.log;
writeFileSync(`${folder}/table.json`, compilation.compiled.text);
writeFileSync(
  `${folder}/host.json`,
  `${JSON.stringify({ target: target?.settings ?? {}, sources, log: { required, inputs, redact } }, null, 2)}\n`,
);
console.log(compilation.compiled.digest);
