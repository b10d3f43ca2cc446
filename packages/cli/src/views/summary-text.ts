// SPDX-License-Identifier: Apache-2.0
import type { ProjectSummary } from '../project-summary.ts';
import type { Session } from '../session.ts';
import { columns, type Rows } from './columns.ts';

type Section = readonly [title: string, rows: Rows];

/** What a project governs and what it does not, and what it is made of: a table of contents for people. */
export function summaryText(summary: ProjectSummary, { paint }: Session): string {
  return [...governedSections(summary), ...partSections(summary)]
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => `${paint.bold(title)}\n${columns(rows)}\n`)
    .join('\n');
}

function governedSections(summary: ProjectSummary): readonly Section[] {
  const { project, governance, governed } = summary;
  return [
    [
      `${project} governs`,
      [
        ['audiences', listOr(governance.audiences, 'all')],
        ['clients', listOr(governance.clients, 'all')],
        ['scopes', listOr(governance.scopes, 'all')],
        ['mode', modeText(summary)],
      ],
    ],
    [
      'Gates: may a token exist',
      governed.gates.map((gate) => [gate.audience === '*' ? 'any other audience' : gate.audience, ...asked(gate)]),
    ],
    ['Scopes', governed.scopes.map((scope) => [scope.scope, ...asked(scope)])],
    ['Authorization details', governed.details.map((detail) => [detail.type, ...asked(detail)])],
    ['Claims', governed.claims.map(({ claim, rules }) => [claim, namesOf(rules)])],
    ['Groups', governed.groups.map(({ rule }) => [rule])],
    ['Roles', governed.roles.map(({ rule }) => [rule])],
    ['Lifetime', governed.lifetime.map(({ rule }) => [rule])],
    ['Without a rule', withoutRule(summary)],
  ];
}

function partSections({
  policies,
  libraries,
  sources,
  targets,
  capabilities,
  log,
  table,
}: ProjectSummary): readonly Section[] {
  const required = log.required ? 'required: no record, no token' : 'not required: a lost record is reported';
  return [
    ['Policies', policies.map(({ name, owner, file, rules }) => [name, owner, file, `${rules} rules`])],
    ['Libraries', libraries.map(({ name, owner, file }) => [name, owner, file])],
    [
      'Sources',
      sources.map(({ name, owner, place, key }) => [name, owner, place, key === null ? 'one for all' : `by ${key}`]),
    ],
    [
      'Runs at',
      targets.length === 0 ? [['no target: nothing carries these decisions out']] : targets.map((target) => [target]),
    ],
    [
      'What they can carry out',
      capabilities.targets.length === 0 ? [] : [['', ...capabilities.targets], ...capabilities.rows],
    ],
    ['Log', [[log.place, required, `inputs: ${log.inputs}`]]],
    ['Decision table', [[table.digest, `${table.rules} rules`, `${table.bytes} bytes`]]],
  ];
}

function listOr(names: readonly string[] | undefined, all: string): string {
  return names ? names.join(', ') : all;
}

function namesOf(rules: readonly { readonly rule: string }[]): string {
  return rules.map(({ rule }) => rule).join(', ');
}

function asked({
  rules,
  canPermit,
}: Pick<ProjectSummary['governed']['scopes'][number], 'rules' | 'canPermit'>): readonly string[] {
  return canPermit ? [namesOf(rules)] : [namesOf(rules), 'never: no rule permits it'];
}

function modeText({ governance: { mode, otherMode } }: ProjectSummary): string {
  if (otherMode === undefined)
    return mode === 'enforce' ? 'enforce' : 'observe: decisions are recorded, not carried out';
  const others = [...(otherMode.audiences ?? []), ...(otherMode.clients ?? [])];
  return `${mode}, but ${mode === 'enforce' ? 'observe' : 'enforce'} for ${others.join(', ')}`;
}

/** What becomes of what no rule speaks of. */
function withoutRule({ governance, governed }: ProjectSummary): Rows {
  const named = governed.scopesWithoutRules;
  const isPassed = governance.outside === 'pass';
  return [
    ['other requests', isPassed ? 'pass unchanged, recorded as ungoverned' : 'are denied'],
    ['scopes of OpenID', 'are kept (openid profile email address phone offline_access)'],
    ...(governance.scopes
      ? [
          ['governed scopes', named.length === 0 ? 'are withheld' : `are withheld: ${named.join(', ')}`],
          ['other scopes', isPassed ? 'are kept' : 'are withheld'],
        ]
      : [['other scopes', 'are withheld']]),
    ['other claims', governance.unlistedClaims === 'keep' ? 'are kept' : 'are removed'],
    ...(governance.unlistedGroups ? [['other groups', 'are removed']] : []),
    ...(governance.unlistedRoles ? [['other roles', 'are removed']] : []),
  ];
}
