// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '@assay/core/model';
import type { RequestPart } from '@assay/core/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import type { Lacking, LackName, NativeForm, Never } from './native/native.ts';

/** What a source answers: attributes, nothing of the key, a failure, or never. */
export type SourceAnswer = JsonObject | null | 'error' | 'timeout';

/** One vector, as `vector.schema.json` describes it. */
export interface Vector {
  readonly description: string;
  readonly project?: JsonObject;
  readonly policy: string;
  readonly files?: { readonly [path: string]: string };
  readonly request?: RequestPart;
  readonly event?: { readonly idp: 'cognito'; readonly settings?: JsonObject; readonly native: unknown };
  readonly sources?: { readonly [source: string]: SourceAnswer };
  readonly starts?: readonly string[];
  /** What keeps the artefact of a platform from the same decision. */
  readonly lacks?: { readonly [P in Lacking]?: readonly LackName[] };
  /** Why the request can never reach the trigger of a platform. */
  readonly never?: { readonly [P in NativeForm['name']]?: Never };
  readonly clock?: string;
  readonly want: {
    readonly decision: Readonly<Record<string, unknown>> & {
      readonly outcome: 'permit' | 'deny';
      readonly trace: readonly string[];
    };
    readonly record?: WantedRecord;
    readonly native?: unknown;
  };
}

export interface WantedRecord {
  readonly mode?: 'enforce' | 'observe';
  readonly governed?: boolean;
  readonly effect?: 'issued_as_decided' | 'issued_unchanged' | 'refused';
  readonly evidence?: readonly JsonObject[];
  readonly met?: readonly boolean[];
  readonly decided: readonly string[];
  readonly withheldClaims?: readonly JsonObject[];
  readonly request?: RequestPart;
  readonly reason?: object;
  readonly correlation?: JsonObject;
  readonly trigger?: string;
}

/** Where vectors lie. */
export const VECTORS: string = join(__dirname, '../../vectors');

const isVector = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictRequired: false }).compile(
  JSON.parse(readFileSync(join(VECTORS, 'vector.schema.json'), 'utf8')) as object,
);

/** Every vector, by topic and case. Throws where one does not have the shape of its schema. */
export function readVectors(): readonly (readonly [name: string, vector: Vector])[] {
  const topics = readdirSync(VECTORS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = topics.flatMap(({ name }) => readdirSync(join(VECTORS, name)).map((file) => `${name}/${file}`));
  return names.toSorted().map((name) => {
    const found: unknown = parse(readFileSync(join(VECTORS, name), 'utf8'), { merge: true });
    if (!isVector(found)) {
      const [error] = isVector.errors ?? [];
      throw new Error(`${name}: ${error?.instancePath ?? ''} ${error?.message ?? ''}`);
    }
    return [name.replace(/\.yaml$/, ''), withRules(found) as Vector]; // sound: it has the shape
  });
}

/** `policy/rule line:column` as a reference to a rule: under `rule`, and in `decided`. */
function withRules(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRules);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name === 'policy' || name === 'files' || name === 'project' || name === 'request' || name === 'event')
        return [name, member];
      if (name === 'rule' && typeof member === 'string') return [name, ruleOf(member)];
      return [name, withRules(member)];
    }),
  );
}

/** The rule behind `policy/rule line:column`, or `policy/rule file:line:column` where it is not in `policy.yaml`. */
export function ruleOf(text: string): { readonly policy: string; readonly rule: string; readonly at: string } {
  const [, policy = '', rule = '', place = ''] = /^([^/]+)\/(\S+) ((?:[^\s:]+:)?\d+:\d+)$/.exec(text) ?? [];
  if (place === '') throw new Error(`\`${text}\`: expected \`policy/rule line:column\``);
  return { policy, rule, at: place.split(':').length > 2 ? place : `policy.yaml:${place}` };
}
