// SPDX-License-Identifier: Apache-2.0
import { auth0Recipe, buildArtefact, cognitoRecipe } from '@assay/cli/artefact';
import { parseSettings as parseAuth0Settings } from '@assay/auth0';
import type { ActionTrigger } from '@assay/auth0/testing';
import { parseSettings as parseCognitoSettings } from '@assay/cognito';
import type { JsonObject, Parsed } from '@assay/core/model';
import type { Project, SourceConfig } from '@assay/policy';
import type { CompiledVector } from './compile.ts';
import type { Vector } from './vector.ts';

const ACTION_TRIGGER_NAMES = ['post-login', 'credentials-exchange', 'custom-token-exchange'] as const;

const BUILT = new Map<string, Promise<string>>();

/** As `build`, but what was built once is not built again. */
export function builtCode(...parts: Parameters<typeof build>): Promise<string> {
  const [{ project, compiled }, target, settings, sources] = parts;
  const key = JSON.stringify([target, settings, compiled.digest, project.log, overHttp(project, sources).sources]);
  const known = BUILT.get(key) ?? build(...parts);
  BUILT.set(key, known);
  return known;
}

/** What is deployed for a target, as it is built: the text of its one file. `sources` are what sources will answer. */
async function build(
  { project, compiled }: CompiledVector,
  target: `auth0/${ActionTrigger}` | 'cognito/pre-token-generation',
  settings: JsonObject,
  sources: Vector['sources'] = {},
): Promise<string> {
  const trigger = ACTION_TRIGGER_NAMES.find((name) => target === `auth0/${name}`);
  const recipe =
    trigger === undefined
      ? cognitoRecipe(valueOf(parseCognitoSettings(settings)))
      : auth0Recipe(trigger, valueOf(parseAuth0Settings(settings)));
  const { files } = await buildArtefact(
    { directory: '/', project: overHttp(project, sources), compiled },
    target,
    recipe,
  );
  const code = files.find(({ path }) => path === recipe.file)?.content;
  if (code === undefined) throw new Error(`${target}: no ${recipe.file}`);
  return typeof code === 'string' ? code : new TextDecoder().decode(code);
}

/**
 * The project with every source behind an address: the driver is no part of the decision table, and what a source answers, that it fails and that it
 * never answers, is then the test's `fetch`'s to say.
 */
function overHttp(project: Project, answers: Vector['sources'] = {}): Project {
  const sources = project.sources.map(
    ({ name, owner, key, timeoutMs, absent, failed, schema, schemaSpan }): SourceConfig => ({
      driver: 'http',
      url: `https://sources.example.com/${name.value}${key === undefined ? '' : '/{key}'}`,
      name,
      owner,
      timeoutMs: answers[name.value] === 'timeout' ? timeoutMs : PATIENCE_MS,
      schema,
      schemaSpan,
      ...(key && { key }),
      ...(absent && { absent }),
      ...(failed && { failed }),
    }),
  );
  return { ...project, sources };
}

/** A source that answers is waited for, however busy the machine is. */
const PATIENCE_MS = 2_000;

function valueOf<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
