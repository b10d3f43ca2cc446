// SPDX-License-Identifier: Apache-2.0
import { printable } from '../printable.ts';
import type { ProjectSummary } from '../project-summary.ts';
import type { Session } from '../session.ts';
import { columns } from './columns.ts';

type Named = readonly { readonly policy: string; readonly rule: string }[];

/** What a project governs and what it does not, and what it is made of: a table of contents for people. */
export function summaryText(summary: ProjectSummary, { paint }: Session): string {
  const { governance, governed, policies, sources, targets, log, table } = summary;
  const rules = (named: Named): string => named.map(({ rule }) => printable(rule)).join(', ');
  const list = (names: readonly string[] | undefined, all: string): string => (names ? names.map(printable).join(', ') : all);
  const never = (canPermit: boolean): string => (canPermit ? '' : paint.yellow('no rule permits it'));
  const section = (title: string, rows: readonly (readonly string[])[]): readonly string[] =>
    rows.length === 0 ? [] : [paint.bold(title), columns(rows), ''];

  return [
    ...section(`${printable(summary.project)} governs`, [
      ['audiences', list(governance.audiences, 'all')],
      ['clients', list(governance.clients, 'all')],
      ['scopes', list(governance.scopes, 'all')],
      ['mode', modeText(summary)],
    ]),
    ...section('Gates: may a token exist', governed.gates.map(({ audience, rules: asked, canPermit }) => [audience === '*' ? 'any other audience' : printable(audience), rules(asked), never(canPermit)])),
    ...section('Scopes', governed.scopes.map(({ scope, rules: asked, canPermit }) => [printable(scope), rules(asked), never(canPermit)])),
    ...section('Authorization details', governed.details.map(({ type, rules: asked, canPermit }) => [printable(type), rules(asked), never(canPermit)])),
    ...section('Claims', governed.claims.map(({ claim, rules: asked }) => [printable(claim), rules(asked)])),
    ...section('Lifetime', governed.lifetime.map(({ rule }) => [printable(rule)])),
    ...section('Without a rule', withoutRule(summary)),
    ...section('Policies', policies.map(({ name, owner, file, rules: count }) => [printable(name), printable(owner), printable(file), `${count} rules`])),
    ...section('Sources', sources.map(({ name, owner, file, key }) => [printable(name), printable(owner), printable(file), key === null ? 'one for all' : `by ${key}`])),
    ...section('Runs at', targets.length === 0 ? [['no target: nothing carries these decisions out']] : targets.map((target) => [printable(target)])),
    ...section('Log', [[printable(log.file), log.required ? 'required: no record, no token' : 'not required: a lost record is reported', `inputs: ${log.inputs}`]]),
    ...section('Decision table', [[table.digest, `${table.rules} rules`, `${table.bytes} bytes`]]),
  ].join('\n');
}

function modeText({ governance: { mode, otherMode } }: ProjectSummary): string {
  if (otherMode === undefined) return mode === 'enforce' ? 'enforce' : 'observe: decisions are recorded, not carried out';
  const others = [...(otherMode.audiences ?? []), ...(otherMode.clients ?? [])].map(printable);
  return `${mode}, but ${mode === 'enforce' ? 'observe' : 'enforce'} for ${others.join(', ')}`;
}

/** What becomes of what no rule speaks of. */
function withoutRule({ governance, governed }: ProjectSummary): readonly (readonly string[])[] {
  const named = governed.scopesWithoutRules;
  return [
    ['other requests', governance.outside === 'pass' ? 'pass unchanged, recorded as ungoverned' : 'are denied'],
    ['scopes of OpenID', 'are kept (openid profile email address phone offline_access)'],
    ['other scopes', 'are withheld'],
    ...(named.length === 0 ? [] : [['', `governed by name: ${named.map(printable).join(', ')}`]]),
    ['other claims', governance.unlistedClaims === 'keep' ? 'are kept' : 'are removed'],
  ];
}
