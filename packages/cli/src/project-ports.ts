// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createTablePdp, openTable, type TablePdp } from '@assay/core/pdp';
import type { Loss, Ports } from '@assay/core/pep';
import type { SourceBinding } from '@assay/core/pip';
import { createJsonLinesSink } from '@assay/log';
import type { CompiledPolicySet, Project, SourceConfig } from '@assay/policy';
import { createStaticSource } from '@assay/sources';
import type { Io } from './io.ts';

/** What a project needs to decide: its policies, its sources, and the one log. */
export interface ProjectPorts {
  readonly ports: Ports & { readonly pdp: TablePdp };
  /** Where records go. */
  readonly logFile: string;
  readonly sink: ReturnType<typeof createJsonLinesSink>;
}

export interface PortsOptions {
  readonly directory: string;
  readonly project: Project;
  readonly compiled: CompiledPolicySet;
  readonly onLoss: (loss: Loss) => void;
}

/** The ports of a project on this machine. Throws ERR_SOURCE_READ where a source's file is gone since it was checked. */
export function projectPorts({ directory, project, compiled, onLoss }: PortsOptions, io: Io): ProjectPorts {
  const logFile = join(directory, project.log.file);
  const sink = createJsonLinesSink(logFile);
  const { required, inputs, redact } = project.log;
  return {
    logFile,
    sink,
    ports: {
      // through the text, as every host does: what decides here is what is deployed
      pdp: createTablePdp(openTable(compiled.text, sha256)),
      sources: project.sources.map((source) => bindingOf(source, directory)),
      sink,
      log: { required, inputs, redact },
      clock: io.clock,
      stopwatch: io.stopwatch,
      newId: io.newId,
      sha256,
      onLoss,
    },
  };
}

function bindingOf({ name, file, key, timeoutMs, absent, failed }: SourceConfig, directory: string): SourceBinding {
  const path = join(directory, file.value);
  return {
    source: createStaticSource({ name: name.value, path, isKeyed: key !== undefined }),
    timeoutMs,
    ...(key && { key }),
    ...(absent && { absent }),
    ...(failed && { failed }),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
