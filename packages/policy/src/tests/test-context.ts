// SPDX-License-Identifier: Apache-2.0
import { rulesOfPolicy } from '../document/parse-policy.ts';
import { compileSchema, type DataCheck } from '../document/json-schema.ts';
import type { Project, SourceConfig } from '../document/project.ts';
import { readYaml } from '../document/read-yaml.ts';

/** What the tests of a project may name: made once for all its files. */
export interface TestContext {
  readonly sources: ReadonlyMap<string, KnownSource>;
  /** Rules, as `rule` and as `policy/rule`. */
  readonly rules: ReadonlySet<string>;
  /** What a request without targets is for. */
  readonly target: string;
}

export interface KnownSource {
  readonly config: SourceConfig;
  /** Absent where its schema cannot be used, which is told of the project. */
  readonly check: DataCheck | undefined;
}

/** What the tests of `project` may name. */
export function testContextOf(project: Project): TestContext {
  const audiences = [
    ...(project.governance.audiences ?? []),
    ...project.policies.flatMap(({ applies }) => applies?.audiences?.map(({ value }) => value) ?? []),
  ];
  return {
    sources: new Map(project.sources.map((config) => [config.name.value, { config, check: checkOf(config) }] as const)),
    rules: new Set(
      project.policies.flatMap((policy) =>
        rulesOfPolicy(policy).flatMap(({ id }) => [id.value, `${policy.name.value}/${id.value}`]),
      ),
    ),
    target: audiences[0] ?? 'https://api.example.com',
  };
}

function checkOf({ schema, name }: SourceConfig): DataCheck | undefined {
  // the schema was read, and its mistakes told, with the project: its place is not asked for again
  const node = readYaml(name.span.file, '{}', () => undefined);
  return node && compileSchema({ value: schema, node }, () => undefined);
}
