// SPDX-License-Identifier: Apache-2.0
import { createTablePdp, openTable, type TablePdp } from '@assay/core/pdp';
import { isDecision, type Loss, type Ports } from '@assay/core/pep';
import type { AttributeSource, SourceBinding } from '@assay/core/pip';
import type { SourceConfig } from '@assay/policy';
import type { CompiledProject } from './compiled-project.ts';
import type { Io } from './io.ts';
import { createProjectSink, type ProjectSink } from './log/project-sink.ts';
import { projectSources } from './project-sources.ts';
import { sha256 } from './sha256.ts';

/** What a project needs to decide: its policies, its sources, and the one log. */
export interface ProjectPorts {
  readonly ports: Ports & { readonly pdp: TablePdp };
  readonly log: ProjectSink;
}

export interface PortsOptions extends CompiledProject {
  readonly onLoss: (loss: Loss) => void;
  /** Write to a log that others share, too. */
  readonly isRecording?: boolean;
}

/** The ports of a project on this machine. Throws ERR_SOURCE_READ where a source's file is gone since it was checked. */
export function projectPorts(options: PortsOptions, io: Io): ProjectPorts {
  const { directory, project, onLoss, isRecording = false } = options;
  const log = createProjectSink({ directory, log: project.log, isRecording }, io);
  return { log, ports: portsOf(options, { sink: log.sink, onLoss }, io) };
}

/** The same, to a sink that is there already. */
export function portsOf(
  { directory, project, compiled }: CompiledProject,
  { sink, onLoss }: Pick<Ports, 'sink' | 'onLoss'>,
  io: Io,
): ProjectPorts['ports'] {
  const { required, inputs, redact } = project.log;
  const sourceOf = projectSources(directory, io);
  return {
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
  };
}

function bindingOf(config: SourceConfig, source: AttributeSource): SourceBinding {
  const { key, timeoutMs, absent, failed } = config;
  return { source, timeoutMs, ...(key && { key }), ...(absent && { absent }), ...(failed && { failed }) };
}
