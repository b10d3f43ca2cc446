// SPDX-License-Identifier: Apache-2.0
import {
  own,
  type Attributes,
  type IssuanceRequest,
  type Json,
  type JsonObject,
  type TokenType,
} from '@assay/core/model';
import type { DecisionTable, Rule } from '@assay/core/pdp';
import type { Project, SourceConfig } from '../../document/project.ts';
import { DEFAULT_NOW } from '../file-fixtures.ts';
import type { Silence } from '../fixture-shapes.ts';
import { MISSING } from './domains.ts';
import type { Assignment } from './solve.ts';
import type { RulePlace } from './rule-place.ts';
import { isRequired, sampleOf } from './samples.ts';
import { setPath } from './set-path.ts';

/** Inputs that may tell a mutant from the policy. */
export interface Candidate {
  /** Seconds since 1970. */
  readonly time: number;
  readonly request: IssuanceRequest;
  /** What sources say, whatever they are asked for; one that is not there says nothing. */
  readonly answers: { readonly [source: string]: JsonObject | Silence };
}

export interface CandidateContext {
  readonly table: DecisionTable;
  readonly project: Project;
  readonly target: string;
}

/** What a candidate begins with. */
export interface Start {
  readonly request: IssuanceRequest;
  readonly answers: Candidate['answers'];
  /** The rule is about some grants only. */
  readonly isGrantChosen: boolean;
}

/** A plain request that asks for what a rule is about: its scope, its claim, its type of detail. */
export function plainStart(
  place: RulePlace,
  rule: Rule,
  values: Assignment,
  { table, target }: CandidateContext,
): Start {
  const policy = table.policies[rule.policy ?? 0];
  const bound = boundBy(table, values);
  const audience = textOr(bound('audience'), policy?.audiences?.[0] ?? table.governance.audiences?.[0] ?? target);
  const tokens = [textOr(bound('token'), rule.tokens?.[0] ?? 'access_token') as TokenType]; // sound: of the domain of token types
  const scopes = scopesOf(place, bound);
  const details = place.section === 'details' ? [detailOf(place.name, table, values)] : [];
  const groups =
    place.section === 'groups' || place.section === 'roles' ? [textOr(bound(place.section.slice(0, -1)), 'some')] : [];
  const type = rule.grants?.[0] === 'client_credentials' ? 'client' : 'user';
  return {
    answers: {},
    isGrantChosen: rule.grants !== undefined,
    request: {
      trigger: 'test',
      grant: rule.grants?.[0] ?? 'authorization_code',
      protocol: 'oauth',
      tokens,
      subject: { type, id: 'user', profile: {} },
      actors: [],
      client: { id: policy?.clients?.[0] ?? table.governance.clients?.[0] ?? 'client', registration: 'first_party' },
      targets: [audience],
      scopes,
      authorizationDetails: details,
      authentication: { amr: [] },
      context: { time: DEFAULT_NOW / 1000, parameters: {} },
      baseline: {
        scopes,
        audiences: [audience],
        groups: place.section === 'groups' ? groups : [],
        roles: place.section === 'roles' ? groups : [],
        claims: {},
        lifetimes: {},
        authorizationDetails: details,
      },
    },
  };
}

/** The inputs `start` becomes with the values of an assignment. */
export function candidateOf(
  start: Start,
  values: Assignment,
  { table, project }: CandidateContext,
  required: readonly Rule[],
): Candidate {
  let request = start.request as unknown as JsonObject; // sound: a request is JSON, here and below
  const answers: Record<string, JsonObject | Silence> = { ...start.answers };
  for (const [index, value] of values) {
    const { root, path } = table.slots[index] ?? { root: 'bound', path: [] };
    if (root === 'request') request = setPath(request, path, value);
    if (root === 'attribute') setAnswer(answers, path, value, project.sources);
  }
  const wanted = start.request.scopes;
  const changed = request as unknown as IssuanceRequest;
  const scopes = [...new Set([...wanted, ...changed.scopes])];
  const isOpen = !start.isGrantChosen && ![...values.keys()].some((index) => table.slots[index]?.path[0] === 'grant');
  const { grant } = isOpen && changed.subject.type !== 'user' ? MACHINE : changed;
  const signedIn = {
    ...changed,
    grant,
    scopes,
    baseline: { ...changed.baseline, scopes },
    authentication: strongEnough(changed, required),
  };
  return { time: changed.context.time, request: withKeys(signedIn, project.sources, Object.keys(answers)), answers };
}

/** How whoever is no person gets a token, where nothing is said of it. */
const MACHINE = { grant: 'client_credentials' } as const;

/** What the PDP is given of a candidate: as the sources of the project would be read. */
export function attributesOf({ answers }: Candidate, { sources }: Project): Attributes {
  const attributes: Record<string, JsonObject> = {};
  for (const { name, absent, failed } of sources) {
    const said = own(answers, name.value) as JsonObject | Silence | undefined; // sound: an own member
    const value = typeof said === 'object' ? said : said === 'error' || said === 'timeout' ? failed : absent;
    if (value !== undefined) attributes[name.value] = value;
  }
  return attributes;
}

function setAnswer(
  answers: Record<string, JsonObject | Silence>,
  [name = '', ...rest]: readonly string[],
  value: Json,
  sources: readonly SourceConfig[],
): void {
  const schema = sources.find((source) => source.name.value === name)?.schema;
  if (answers[name] === 'nothing') return;
  if (value === MISSING && schema && isRequired(schema, rest)) {
    // what the schema requires is only missing where the source says nothing at all
    answers[name] = 'nothing';
    return;
  }
  const known = answers[name];
  const sample = sampleOf(schema ?? { type: 'object' }) as JsonObject; // sound: the schema of a source is one of an object
  answers[name] = setPath(typeof known === 'object' ? known : sample, rest, value);
}

/** A sign-in that meets what the rules require, where nothing else was said of it. */
function strongEnough(
  { authentication, context }: IssuanceRequest,
  rules: readonly Rule[],
): IssuanceRequest['authentication'] {
  const properties = rules.flatMap(({ require = [] }) => require.filter(({ type }) => type === 'step_up'));
  const acr = properties.map((requirement) => requirement.properties['acr']).find((value) => typeof value === 'string');
  return {
    ...(acr !== undefined && { acr }),
    ...(properties.some((requirement) => 'maxAgeSeconds' in requirement.properties) && { authTime: context.time }),
    ...authentication,
  };
}

/** The request with something wherever a source that says something has its key. */
function withKeys(
  request: IssuanceRequest,
  sources: readonly SourceConfig[],
  names: readonly string[],
): IssuanceRequest {
  let keyed = request as unknown as JsonObject; // sound: a request is JSON
  for (const { name, key } of sources) {
    if (key === undefined || !names.includes(name.value)) continue;
    let found: unknown = keyed;
    for (const step of key) found = own(found, step);
    if (typeof found !== 'string' || found === '') keyed = setPath(keyed, key, `some-${key.at(-1)}`);
  }
  return keyed as unknown as IssuanceRequest; // sound: as it was, but for members of text
}

type BoundValue = (name: string) => Json | undefined;

function boundBy({ slots }: DecisionTable, values: Assignment): BoundValue {
  return (name) => {
    for (const [index, value] of values) {
      const slot = slots[index];
      if (slot?.root === 'bound' && slot.path.length === 1 && slot.path[0] === name) return value;
    }
    return undefined;
  };
}

const textOr = (value: Json | undefined, otherwise: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;

/** The scope of a rule; the variables of a dynamic one have the values wanted, or any that fit. */
function scopesOf({ section, name }: RulePlace, bound: BoundValue): readonly string[] {
  if (section === 'scopes') return [name];
  if (section !== 'dynamic') return [];
  return [
    name.replace(/\{([^}:]+)(?::([^}]*))?\}/g, (_, variable: string, type?: string) =>
      textOr(bound(variable), SAMPLES[type ?? ''] ?? type?.split('|')[0] ?? 'x1'),
    ),
  ];
}

/** Texts that fit the types a variable of a dynamic scope may have. */
const SAMPLES: { readonly [type: string]: string } = {
  '': 'x1',
  int: '1',
  uuid: '0c5e7a94-2b1d-4f3a-8a77-1f0e6d5c4b3a',
  date: '2026-01-02',
};

/** A detail of a type with the members and the cell an assignment asks for. */
function detailOf(type: string, { slots }: DecisionTable, values: Assignment): { readonly type: string } & JsonObject {
  let detail: JsonObject = { type };
  for (const [index, value] of values) {
    const { root, path } = slots[index] ?? { root: 'request', path: [] };
    if (root !== 'bound' || value === MISSING) continue;
    if (path[0] === 'detail' && path.length > 1) detail = setPath(detail, path.slice(1), value);
    const cells = path[0] === 'cell' ? CELLS[path[1] ?? ''] : undefined;
    if (cells !== undefined) detail = { ...detail, [cells]: [value] };
  }
  return { ...detail, type };
}

const CELLS: { readonly [member: string]: string } = {
  location: 'locations',
  action: 'actions',
  datatype: 'datatypes',
};
