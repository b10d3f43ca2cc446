// SPDX-License-Identifier: Apache-2.0
import type { Located, Span } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Ownership, PolicyEntry } from './ownership.ts';
import type { PolicyDocument } from './policy-document.ts';

/** A policy file with what it says, and what it may speak for. */
export interface OwnedPolicy {
  readonly entry: PolicyEntry;
  readonly document: PolicyDocument;
}

type Kind = Exclude<keyof Ownership, 'clients'>;

const KINDS: readonly { readonly kind: Kind; readonly one: string }[] = [
  { kind: 'audiences', one: 'audience' },
  { kind: 'scopes', one: 'scope' },
  { kind: 'claims', one: 'claim' },
  { kind: 'authorization_details', one: 'authorization detail type' },
];

/** Everything of a kind. */
const ALL = '*';

/**
 * Where the project says of some file what it owns: a file speaks only for what is its own, or, if nothing is said of it, for what is nobody's.
 * Reports what a file speaks for beyond that, and what two files own.
 */
export function checkOwners(policies: readonly OwnedPolicy[], report: Report): void {
  const owners = policies.filter(({ entry }) => entry.owns !== undefined);
  if (owners.length === 0) return;
  for (const { kind, one } of KINDS) {
    reportShared(owners, kind, one, report);
    for (const policy of policies)
      for (const spoken of spokenFor(policy.document, kind)) checkSpoken(policy, spoken, { kind, one, owners }, report);
  }
  for (const policy of owners) checkClients(policy, report);
}

/** What a file has rules for. Gates, groups, roles and lifetimes are for the audiences it applies to, or for all. */
function spokenFor(document: PolicyDocument, kind: Kind): readonly Located<string>[] {
  switch (kind) {
    case 'scopes':
      return document.scopes.map(({ name }) => name);
    case 'claims':
      return document.claims.map(({ name }) => name);
    case 'authorization_details':
      return document.authorizationDetails.map(({ name }) => name);
    default: {
      const { gates, groups, roles, lifetime, applies } = document;
      const [first] = [...gates, ...groups, ...roles, ...lifetime];
      return first === undefined ? [] : (applies?.audiences ?? [{ value: ALL, span: first.id.span }]);
    }
  }
}

interface Ground {
  readonly kind: Kind;
  readonly one: string;
  readonly owners: readonly OwnedPolicy[];
}

function checkSpoken(policy: OwnedPolicy, spoken: Located<string>, ground: Ground, report: Report): void {
  const { entry, document } = policy;
  const { kind, one, owners } = ground;
  const other = owners.find(
    (owner) =>
      owner !== policy && ownedBy(owner, kind).some(({ value }) => value !== ALL && meets(value, spoken.value)),
  );
  const isFine = entry.owns
    ? ownedBy(policy, kind).some(({ value }) => covers(value, spoken.value))
    : other === undefined;
  if (isFine) return;
  const what = spoken.value === ALL ? `every ${one}` : `the ${one} ${quote(spoken.value)}`;
  const whose = other ? `, which ${quote(other.document.file)} owns` : ', which it does not own';
  const help =
    spoken.value === ALL
      ? `say under \`applies\` which audiences the policy is about, or add \`"*"\` to \`owns.${kind}\` in assay.yaml`
      : `move the rules to the file that owns it, or add it to \`owns.${kind}\` of this file in assay.yaml`;
  report('not-owned', spoken.span, `${quote(document.file)} speaks for ${what}${whose}`, help);
}

const ownedBy = ({ entry }: OwnedPolicy, kind: keyof Ownership): readonly Located<string>[] => entry.owns?.[kind] ?? [];

/** Where a file may apply to some clients only, it has to say so. */
function checkClients({ entry, document }: OwnedPolicy, report: Report): void {
  const owned = entry.owns?.clients;
  if (owned === undefined) return;
  const refuse = (span: Span, what: string): void =>
    report(
      'not-owned',
      span,
      `${quote(document.file)} speaks for ${what}, which it does not own`,
      'name under `applies` the clients that `owns.clients` of this file has in assay.yaml',
    );
  const { applies, name } = document;
  if (!applies?.clients) return refuse(name.span, 'every client');
  for (const { value, span } of applies.clients)
    if (!owned.some((entryOf) => covers(entryOf.value, value))) refuse(span, `the client ${quote(value)}`);
}

/** What two files own. One that owns everything, `*`, does so on purpose. */
function reportShared(owners: readonly OwnedPolicy[], kind: Kind, one: string, report: Report): void {
  owners.forEach((owner, i) => {
    for (const mine of ownedBy(owner, kind)) {
      for (const before of owners.slice(0, i)) {
        const theirs = ownedBy(before, kind).find(
          ({ value }) => value !== ALL && mine.value !== ALL && meets(value, mine.value),
        );
        if (theirs)
          report(
            'ownership-overlap',
            mine.span,
            `${quote(owner.document.file)} owns the ${one} ${quote(mine.value)}, and ${quote(before.document.file)} owns ${quote(theirs.value)}: both may speak for it`,
            'let one file own it',
          );
      }
    }
  });
}

/** Whether all that `name` stands for, a scope with variables maybe, is under `entry`. */
function covers(entry: string, name: string): boolean {
  return entry.endsWith('*') ? beginning(name).startsWith(entry.slice(0, -1)) : entry === name;
}

/** Whether two entries, or an entry and a name, can stand for the same thing. */
function meets(a: string, b: string): boolean {
  const [left, right] = [beginning(a), beginning(b)];
  if (isOne(a) && isOne(b)) return a === b;
  if (isOne(a)) return a.startsWith(right);
  return isOne(b) ? b.startsWith(left) : left.startsWith(right) || right.startsWith(left);
}

/** A name that stands for itself alone. */
const isOne = (name: string): boolean => !name.endsWith('*') && !name.includes('{');

/** What everything a name stands for begins with. */
const beginning = (name: string): string => name.replace(/(?:\*|\{.*)$/s, '');
