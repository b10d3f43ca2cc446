// SPDX-License-Identifier: Apache-2.0
// The files in packages/bridge/deploy, held against what reads them: the schemas of Kubernetes, a linter of Dockerfiles, systemd itself.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';

const FOLDER = join(__dirname, '../../../packages/bridge/deploy');
const schemas = installPythonPart(PARTS.kubernetesValidate);
const linter = installNpmPart(PARTS.dockerfileUtils);
for (const part of [schemas, linter])
  if (!part.ok)
    process.stderr.write(`a part of the end-to-end test of the bridge’s manifests is skipped: it ${part.why}\n`);
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

const manifests = readdirSync(join(FOLDER, 'kubernetes')).filter((file) => file !== 'kustomization.yaml');

(schemas.ok ? test : test.skip).each(['1.30', '1.37'])(
  'the manifests are valid in Kubernetes %s, without a member it does not know',
  (version) => {
    if (!schemas.ok) return;
    const args = ['--strict', '-k', version, ...manifests.map((file) => join(FOLDER, 'kubernetes', file))];
    const { status, stdout, stderr } = spawnSync(schemas.command, args, { encoding: 'utf8' });
    expect([status, `${stdout}${stderr}`.match(/ passed for resource /g)?.length]).toEqual([0, manifests.length]);
  },
);

interface Linter {
  readonly validate: (text: string) => readonly { readonly message: string }[];
}

(linter.ok ? test : test.skip)('the Dockerfile has no mistake a linter finds', () => {
  if (!linter.ok) return;
  const { validate } = createRequire(join(linter.modules, 'x.js'))('dockerfile-utils') as Linter; // sound: as much of it as is used
  expect(validate(readFileSync(join(FOLDER, 'Dockerfile'), 'utf8'))).toEqual([]);
  expect(validate('FROM node\nRUNN x').length).toBe(1);
});

(hasSystemd ? test : test.skip)('systemd takes the unit, and calls it well protected', () => {
  const unit = join(FOLDER, 'assay-bridge.service');
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', unit], { encoding: 'utf8' });
  expect([verified.status, verified.stderr]).toEqual([0, '']);
  // 0 is everything taken away, 10 is nothing; times ten
  const rated = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', unit], {
    encoding: 'utf8',
  });
  expect([rated.status, rated.stderr]).toEqual([0, '']);
});
