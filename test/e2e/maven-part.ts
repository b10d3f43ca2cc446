// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { MavenPart } from './parts.ts';

/** The class path of what was installed, or why not: a line for people. */
export type InstalledMaven =
  { readonly ok: true; readonly classPath: string } | { readonly ok: false; readonly why: string };

const INSTALL_TIMEOUT_MS = 600_000;

/**
 * Copies a part and all it needs into a folder of its own, outside of the checkout, once. It waits for that, so that a test file knows before its first test whether there
 * is anything to test with. Throws where CI is set: there a missing part is a failure.
 */
export function installMavenPart(part: MavenPart): InstalledMaven {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(cache, 'assay-e2e/maven', `${part.name}-${part.version}`);
  const pom = pomOf(part);
  const done = join(folder, '.installed'); // written last: a folder without it was left half way, one with another pom is of another row
  if (!existsSync(done) || readFileSync(done, 'utf8') !== pom) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'pom.xml'), pom);
    const missing =
      run('java', ['-version'], folder, 'a Java runtime, 17 or newer') ??
      run(
        'mvn',
        ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=jars', '-DincludeScope=runtime'],
        folder,
        `mvn, and ${part.name} ${part.version} from Maven Central`,
      );
    if (missing !== undefined) {
      if (process.env['CI']) throw new Error(`end-to-end test ${missing}`);
      return { ok: false, why: missing };
    }
    writeFileSync(done, pom);
  }
  return { ok: true, classPath: join(folder, 'jars/*') };
}

const pomOf = ({ artifacts }: MavenPart): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>assay</groupId><artifactId>part</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
${Object.entries(artifacts)
  .map(([name, version]) => {
    const [group, artifact] = name.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  })
  .join('\n')}
</dependencies>
</project>
`;

/** What is missing, if anything is: one line of the error, because Maven writes many. */
function run(command: string, args: readonly string[], cwd: string, what: string): string | undefined {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS,
  });
  if (status === 0) return undefined;
  const lines = (error?.message ?? `${stdout}${stderr}`).split('\n').filter((line) => line.trim() !== '');
  return `needs ${what}: ${lines.find((line) => line.includes('ERROR')) ?? lines[0] ?? `status ${status}`}`;
}
