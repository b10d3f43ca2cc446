// SPDX-License-Identifier: Apache-2.0
import { relative, resolve } from 'node:path';
import type { Artefact } from '../artefact/build-artefact.ts';
import type { ProjectCapabilities } from '../project-capabilities.ts';
import type { Session } from '../session.ts';
import { columns } from './columns.ts';

/** A target that was built. */
export interface BuiltTarget {
  readonly target: string;
  /** As the user would write it. */
  readonly folder: string;
  readonly artefact: Artefact;
}

/** One run of `assay build`. */
export interface BuiltProject {
  /** Of the decision table. */
  readonly digest: string;
  readonly isWritten: boolean;
  readonly targets: readonly BuiltTarget[];
  readonly capabilities: ProjectCapabilities;
}

export function buildJson({ digest, isWritten, targets, capabilities }: BuiltProject): object {
  return {
    digest,
    written: isWritten,
    targets: targets.map(({ target, folder, artefact: { files, size, secrets } }) => ({
      target,
      folder,
      size,
      secrets,
      files: files.map(({ path, content }) => ({ path, bytes: Buffer.byteLength(content) })),
    })),
    capabilities,
  };
}

/** What was written for whom, what it still has to be given, and what it can carry out. */
export function buildText({ isWritten, targets, capabilities }: BuiltProject, { io, paint }: Session): string {
  const written = targets.map(({ target, folder, artefact: { files, secrets } }) => {
    const place = relative(io.cwd, resolve(io.cwd, folder)) || '.';
    const rows = files.map(({ path, content }) => [path, `${Buffer.byteLength(content)} bytes`]);
    const asks = secrets.length === 0 ? [] : [`  secrets to be given where it runs: ${secrets.join(', ')}`];
    return [
      `${paint.bold(target)} ${isWritten ? 'written to' : 'would be written to'} ${place}`,
      columns(rows),
      ...asks,
      '',
    ];
  });
  const matrix = [
    paint.bold('What they can carry out'),
    columns([['', ...capabilities.targets], ...capabilities.rows]),
    '',
  ];
  return [...written, matrix].map((lines) => lines.join('\n')).join('\n');
}
