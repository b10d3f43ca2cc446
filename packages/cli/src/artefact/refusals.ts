// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { SourceConfig, StaticSourceConfig } from '@assay/policy';
import { readStaticDocument } from '@assay/sources';
import type { CompiledProject } from '../compiled-project.ts';
import { Failure } from '../failure.ts';
import type { Recipe } from './recipe.ts';
import { dearestRules } from './rule-costs.ts';

/** An address of this machine is for trying out: where the artefact runs, nobody answers there. */
export function refuseLocal(sources: readonly SourceConfig[], target: string): void {
  const problems = sources.flatMap((source) =>
    source.driver === 'http' && !source.url.startsWith('https:')
      ? [{ path: `/sources/${source.name.value}/url`, message: `\`${source.url}\` is an address of this machine` }]
      : [],
  );
  if (problems.length > 0)
    throw new Failure('ERR_ARTEFACT_INVALID', `\`${target}\` cannot be deployed like this`, { problems });
}

/** Whoever answers for a source knows its secret, and could sign with it. */
export function refuseShared(ofSources: readonly string[], ofTarget: readonly string[], target: string): void {
  const problems = ofTarget
    .filter((name) => ofSources.includes(name))
    .map((name) => ({ path: `/targets/${target}`, message: `the secret \`${name}\` is that of a source, too` }));
  if (problems.length > 0)
    throw new Failure('ERR_ARTEFACT_INVALID', `\`${target}\` cannot be deployed like this`, { problems });
}

const SHOWN = 5;

/** More code than the platform takes: the rules and the data that cost most are named, because they are what can be made less. */
export function refuseSize(
  found: number,
  { directory, compiled }: CompiledProject,
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
