// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { createTablePdp, openTable, type TablePdp } from '@assay/core/pdp';
import { isDecision, type Loss, type Ports } from '@assay/core/pep';
import type { AttributeSource, SourceBinding } from '@assay/core/pip';
import { createJsonLinesSink } from '@assay/log';
import type { CompiledPolicySet, Project, SourceConfig } from '@assay/policy';
import type { Io } from './io.ts';
import { projectSources } from './project-sources.ts';
import { sha256 } from './sha256.ts';

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
  const { store } = project.log;
  const logFile = join(directory, 'file' in store ? store.file : 'records.jsonl');
  const sink = createJsonLinesSink(logFile);
  const { required, inputs, redact } = project.log;
  const sourceOf = projectSources(directory, io);
  return {
    logFile,
    sink,
    ports: {
      // through the text, as every host does: what decides here is what is deployed
      pdp: createTablePdp(openTable(compiled.text, sha256)),
      isDecision,
      sources: project.sources.map((config) => bindingOf(config, sourceOf(config))),
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

function bindingOf(config: SourceConfig, source: AttributeSource): SourceBinding {
  const { key, timeoutMs, absent, failed } = config;
  return { source, timeoutMs, ...(key && { key }), ...(absent && { absent }), ...(failed && { failed }) };
}
