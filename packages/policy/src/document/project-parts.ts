// SPDX-License-Identifier: Apache-2.0
import type { Governance } from '@assay/core/pdp';
import type { Located, Span } from '../diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import { compileSchema } from './json-schema.ts';
import type { MapEntry } from './shape-collections.ts';
import type { InputFields, ProjectFields } from './project-shape.ts';
import type { JsonSchema, Project, SourceConfig } from './project.ts';
import { readSourceData } from './source-data.ts';
import { sourceConfigOf } from './source-config.ts';
import type { SourceFields } from './source-fields.ts';

type OpenFile = (path: string, namedAt: Span) => string | undefined;

/** The sources, each with its schema, fallbacks and data checked. A source with a mistake is left out. */
export function readSources(
  entries: readonly MapEntry<{ readonly fields: SourceFields; readonly keys: ReadonlyMap<string, Span> }>[],
  open: OpenFile,
  report: Report,
): readonly SourceConfig[] {
  return entries.flatMap(({ key, value }) => {
    const { file, absent, failed, schema } = value.fields;
    const check = schema && compileSchema(schema, report);
    for (const fallback of [absent, failed]) if (fallback !== undefined) check?.(fallback.value, fallback.node, report);
    // what is not a file of the project is known when it is asked
    const isStatic = (value.fields.driver?.value ?? 'static') === 'static';
    const text = isStatic && file ? open(file.value, file.span) : undefined;
    if (file !== undefined && text !== undefined)
      readSourceData(file.value, text, value.keys.has('key'), check, report);
    return sourceConfigOf(key, value.fields) ?? [];
  });
}

/** The types of the inputs, each a JSON Schema that can be used. */
export function readInputs(inputs: InputFields | undefined, report: Report): Project['inputs'] {
  const { parameters, profile, authorization_details: details } = inputs ?? {};
  for (const schema of [parameters, profile, ...(details ?? []).map(({ value }) => value)])
    if (schema) compileSchema(schema, report);
  return {
    ...(parameters && { parameters: parameters.value }),
    ...(profile && { profile: profile.value }),
    details: Object.fromEntries(
      (details ?? []).map(({ key, value }): [string, JsonSchema] => [key.value, value.value]),
    ),
  };
}

/** What the project decides about; undefined when it does not say. */
export function governanceOf({ governs, mode, claims, groups, roles }: ProjectFields): Governance | undefined {
  const { audiences, clients, scopes, outside } = governs?.fields ?? {};
  if (outside === undefined) return undefined;
  return {
    ...(audiences && { audiences: valuesOf(audiences) }),
    ...(clients && { clients: valuesOf(clients) }),
    ...(scopes && { scopes: valuesOf(scopes) }),
    outside: outside.value,
    mode: mode?.mode ?? 'enforce',
    ...(mode?.other && {
      otherMode: {
        ...(mode.other.audiences && { audiences: valuesOf(mode.other.audiences) }),
        ...(mode.other.clients && { clients: valuesOf(mode.other.clients) }),
      },
    }),
    unlistedClaims: claims?.fields.unlisted?.value ?? 'keep',
    ...(groups?.fields.unlisted?.value === 'remove' && { unlistedGroups: 'remove' }),
    ...(roles?.fields.unlisted?.value === 'remove' && { unlistedRoles: 'remove' }),
  };
}

function valuesOf(list: readonly Located<string>[]): readonly string[] {
  return list.map(({ value }) => value);
}
