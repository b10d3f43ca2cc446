// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { CompiledPolicySet, Project, SourceConfig, StaticSourceConfig } from '@assay/policy';
import { readStaticDocument } from '@assay/sources';
import { Failure } from '../failure.ts';
import { bundle, type BundledFile } from './bundle.ts';
import { hostModule } from './host-module.ts';
import type { Built, OutputFile, Recipe } from './recipe.ts';
import { dearestRules } from './rule-costs.ts';
import { sourcesRead } from './sources-read.ts';

/** A project whose policies compiled. */
export interface ArtefactInput {
  readonly directory: string;
  readonly project: Project;
  readonly compiled: CompiledPolicySet;
}

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
export async function buildArtefact(input: ArtefactInput, target: string, recipe: Recipe): Promise<Artefact> {
  const { directory, project, compiled } = input;
  const sources = sourcesRead(project, compiled);
  refuseLocal(sources, target);
  const dataOf = (source: SourceConfig): object =>
    source.driver === 'static' ? readStaticDocument(source.name.value, join(directory, source.file.value)) : {};
  const entry = hostModule({ project, compiled, sources, dataOf, isPacked: recipe.isPacked }) + recipe.handler;
  const tables = sources.flatMap(tablesOf);
  // the AWS SDK is loaded at the first read, and is not in the artefact where nothing reads a table
  const code = await bundle(entry, {
    ...recipe,
    isSplit: tables.length > 0,
    banner: `/* assay ${target} ${compiled.digest} */`,
  });
  const size = { entry: code[0]?.bytes.length ?? 0, code: sum(code) };
  if (size.entry > recipe.limit) refuseSize(size.entry, input, target, recipe, sources);
  refuseShared(sources.flatMap(secretsOf), recipe.secrets, target);
  const secrets = [...new Set([...sources.flatMap(secretsOf), ...recipe.secrets])].toSorted();
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

/** An address of this machine is for trying out: where the artefact runs, nobody answers there. */
function refuseLocal(sources: readonly SourceConfig[], target: string): void {
  const problems = sources.flatMap((source) =>
    source.driver === 'http' && !source.url.startsWith('https:')
      ? [{ path: `/sources/${source.name.value}/url`, message: `\`${source.url}\` is an address of this machine` }]
      : [],
  );
  if (problems.length > 0)
    throw new Failure('ERR_ARTEFACT_INVALID', `\`${target}\` cannot be deployed like this`, { problems });
}

/** Whoever answers for a source knows its secret, and could sign with it. */
function refuseShared(ofSources: readonly string[], ofTarget: readonly string[], target: string): void {
  const problems = ofTarget
    .filter((name) => ofSources.includes(name))
    .map((name) => ({ path: `/targets/${target}`, message: `the secret \`${name}\` is that of a source, too` }));
  if (problems.length > 0)
    throw new Failure('ERR_ARTEFACT_INVALID', `\`${target}\` cannot be deployed like this`, { problems });
}

const secretsOf = (source: SourceConfig): readonly string[] =>
  source.driver === 'http' && source.auth ? [source.auth.secret] : [];
const tablesOf = (source: SourceConfig): Built['tables'] =>
  source.driver === 'dynamodb'
    ? [{ name: source.table, ...(source.region !== undefined && { region: source.region }) }]
    : [];

const sum = (files: readonly BundledFile[]): number => files.reduce((total, { bytes }) => total + bytes.length, 0);

const SHOWN = 5;

function refuseSize(
  found: number,
  { directory, compiled }: ArtefactInput,
  target: string,
  { limit, isPacked }: Recipe,
  sources: readonly SourceConfig[],
): never {
  const policy = Buffer.byteLength(compiled.text);
  const data = sources.flatMap((source) =>
    source.driver === 'static'
      ? [{ path: `/sources/${source.name.value}`, what: 'its data', bytes: dataSize(source, directory) }]
      : [],
  );
  const rules = dearestRules(compiled.table, SHOWN).map(({ rule, at, bytes }) => ({
    path: at,
    what: `rule \`${rule}\``,
    bytes,
  }));
  const dearest = [...data, ...rules].toSorted((a, b) => b.bytes - a.bytes).slice(0, SHOWN);
  const whole = data.reduce((total, { bytes }) => total + bytes, 0);
  const before = isPacked ? ' before they are compressed' : '';
  const message = `at most ${limit} bytes of code, and this is ${found}: the policy is ${policy} of them, and the data of sources ${whole}${before}`;
  throw new Failure('ERR_ARTEFACT_SIZE', `\`${target}\` takes ${message}`, {
    problems: [
      { path: `/targets/${target}`, message: `it takes ${message}` },
      ...dearest.map(({ path, what, bytes }) => ({ path, message: `${what} takes about ${bytes} bytes` })),
    ],
    help: 'split the project by audience or client, or let a source answer over HTTP what stands in rules and data',
  });
}

const dataSize = (source: StaticSourceConfig, directory: string): number =>
  Buffer.byteLength(JSON.stringify(readStaticDocument(source.name.value, join(directory, source.file.value))));
