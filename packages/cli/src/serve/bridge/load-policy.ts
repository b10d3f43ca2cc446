// SPDX-License-Identifier: Apache-2.0
import type { Loss, Ports } from '@assay/core/pep';
import { createIssuance, needsOf, parseSettings, type Answered } from '@assay/keycloak';
import type { CompiledProject } from '../../compiled-project.ts';
import { Failure } from '../../failure.ts';
import { KEYCLOAK_TARGET } from '../../idps/keycloak.ts';
import type { Io } from '../../io.ts';
import { portsOf } from '../../project-ports.ts';
import { sha256 } from '../../sha256.ts';

/** A policy set ready to answer, with its sources: made whole before the one before it is let go. */
export interface LoadedPolicy {
  readonly project: CompiledProject;
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly loadedAt: number;
  readonly answer: (native: unknown) => Promise<Answered>;
}

/**
 * Makes a compiled project answer Keycloak. Throws ERR_PROJECT_INVALID where it has no target of Keycloak, ERR_SOURCE_READ where a file of a source cannot
 * be read.
 */
export function loadPolicy(
  project: CompiledProject,
  sink: Ports['sink'],
  onLoss: (loss: Loss) => void,
  io: Io,
): LoadedPolicy {
  const target = project.project.targets.find(({ name }) => name.value === KEYCLOAK_TARGET);
  if (target === undefined)
    throw new Failure('ERR_PROJECT_INVALID', `the project has no target \`${KEYCLOAK_TARGET}\``, {
      subject: project.project.file,
      help: `add \`${KEYCLOAK_TARGET}: {}\` under \`targets\``,
    });
  const settings = parseSettings(target.settings);
  if (!settings.ok) throw new Failure('ERR_PROJECT_INVALID', 'settings of a target', settings);
  const ports = portsOf(project, { sink, onLoss }, io);
  const keys = ports.sources.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const needs = needsOf(ports.pdp.runtime.table, keys, sha256);
  return {
    project,
    digest: project.compiled.digest,
    loadedAt: io.clock(),
    answer: createIssuance(settings.value, ports, needs),
  };
}
