// SPDX-License-Identifier: Apache-2.0
import { placeOf as placeOfLog } from './log/store-places.ts';
import type { Governance } from '@assay/core/pdp';
import { projectCapabilities, type ProjectCapabilities } from './project-capabilities.ts';
import {
  governedSummary,
  type CompiledPolicySet,
  type GovernedSummary,
  type Project,
  type SourceConfig,
} from '@assay/policy';

/** What a checked project is made of, and what it governs: for people and, as JSON, for programs. */
export interface ProjectSummary {
  readonly project: string;
  readonly governance: Governance;
  readonly governed: Omit<GovernedSummary, 'governance'>;
  readonly policies: readonly {
    readonly name: string;
    readonly owner: string;
    readonly file: string;
    readonly rules: number;
  }[];
  readonly libraries: readonly { readonly name: string; readonly owner: string; readonly file: string }[];
  readonly sources: readonly {
    readonly name: string;
    readonly owner: string;
    readonly driver: SourceConfig['driver'];
    /** The file, the address or the table. */
    readonly place: string;
    readonly key: string | null;
  }[];
  readonly targets: readonly string[];
  readonly capabilities: ProjectCapabilities;
  readonly log: { readonly place: string; readonly required: boolean; readonly inputs: string };
  /** `bytes` of the table file, UTF-8. */
  readonly table: { readonly digest: string; readonly bytes: number; readonly rules: number };
}

export function projectSummary(
  { name, libraries, sources, targets, log }: Project,
  { table, digest, text }: CompiledPolicySet,
): ProjectSummary {
  const { governance, ...governed } = governedSummary(table);
  return {
    project: name,
    governance,
    governed,
    policies: table.policies.map((policy, index) => ({
      name: policy.name,
      owner: policy.owner,
      file: policy.file,
      rules: table.rules.filter((rule) => (rule.policy ?? 0) === index).length,
    })),
    libraries: libraries.map(({ name: library, owner, file }) => ({ name: library.value, owner: owner.value, file })),
    sources: sources.map((source) => ({
      name: source.name.value,
      owner: source.owner,
      driver: source.driver,
      place: placeOf(source),
      key: source.key?.join('.') ?? null,
    })),
    targets: targets.map((target) => target.name.value),
    capabilities: projectCapabilities(targets),
    log: { place: placeOfLog(log.store), required: log.required, inputs: log.inputs },
    table: { digest, bytes: Buffer.byteLength(text), rules: table.rules.length },
  };
}

function placeOf(source: SourceConfig): string {
  switch (source.driver) {
    case 'static':
      return source.file.value;
    case 'http':
      return source.url;
    case 'dynamodb':
      return source.table;
  }
}
