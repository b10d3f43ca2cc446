// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { SourceConfig } from '@assay/policy';
import { readStaticDocument } from '@assay/sources';
import type { CompiledProject } from '../compiled-project.ts';
import { Failure } from '../failure.ts';
import { bundle, type BundledFile } from './bundle.ts';
import { hostModule } from './host-module.ts';
import type { Built, OutputFile, Recipe } from './recipe.ts';
import { refuseLocal, refuseShared, refuseSize } from './refusals.ts';
import { sinkModule } from './sink-module.ts';
import { sourcesRead } from './sources-read.ts';

/** Everything that is written for one target. */
export interface Artefact {
  readonly files: readonly OutputFile[];
  /** In bytes: of the entry, and of all code. */
  readonly size: { readonly entry: number; readonly code: number };
  readonly secrets: readonly string[];
}

/**
 * Makes what is deployed for one target, policy inside: the code, and what its platform's tools read. The same project always gives the same bytes. Throws
 * ERR_ARTEFACT_SIZE where the platform would not take it, and names the rules that cost most; ERR_SOURCE_READ where a file cannot be read.
 */
export async function buildArtefact(
  input: CompiledProject,
  target: string,
  recipe: Recipe | 'table',
): Promise<Artefact> {
  if (recipe === 'table') return tableArtefact(input);
  const { directory, project, compiled } = input;
  const sources = sourcesRead(project, compiled);
  refuseLocal(sources, target);
  const dataOf = (source: SourceConfig): object =>
    source.driver === 'static' ? readStaticDocument(source.name.value, join(directory, source.file.value)) : {};
  const sink = sinkModule(target, project.log, recipe.sink);
  const host = hostModule({ project, compiled, sources, dataOf, isPacked: recipe.isPacked });
  const entry = host + sink.text + recipe.handler;
  const tables = [...sources.flatMap(tablesOf), ...sink.tables];
  // the AWS SDK is loaded when it is first needed, and is not in the artefact where nothing needs a table
  const code = await bundle(entry, {
    ...recipe,
    isSplit: tables.length > 0,
    banner: `/* assay ${target} ${compiled.digest} */`,
  });
  const size = { entry: code[0]?.bytes.length ?? 0, code: sum(code) };
  if (size.entry > recipe.limit) refuseSize(size.entry, input, target, recipe, sources);
  refuseShared([...sources.flatMap(secretsOf), ...sink.secrets], recipe.secrets, target);
  const secrets = [...new Set([...sources.flatMap(secretsOf), ...sink.secrets, ...recipe.secrets])].toSorted();
  const files = await recipe.files({
    project: project.name,
    digest: compiled.digest,
    code,
    secrets,
    tables,
  });
  if (!files.ok) throw new Failure('ERR_ARTEFACT_INVALID', `\`${target}\` cannot be deployed like this`, files);
  return { files: files.value, size, secrets };
}

/** What a bridge takes: its host brings the code, the project it runs in the sources and the log. */
function tableArtefact({ compiled }: CompiledProject): Artefact {
  const content = new TextEncoder().encode(compiled.text);
  return {
    files: [{ path: TABLE_FILE, content }],
    size: { entry: content.length, code: content.length },
    secrets: [],
  };
}

/** The decision table, as `assay build` writes it and a bridge takes it. */
export const TABLE_FILE = 'table.json';

const secretsOf = (source: SourceConfig): readonly string[] =>
  source.driver === 'http' && source.auth ? [source.auth.secret] : [];
const tablesOf = (source: SourceConfig): Built['tables'] =>
  source.driver === 'dynamodb'
    ? [{ name: source.table, ...(source.region !== undefined && { region: source.region }), access: ['read'] }]
    : [];

const sum = (files: readonly BundledFile[]): number => files.reduce((total, { bytes }) => total + bytes.length, 0);
