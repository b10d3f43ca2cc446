// SPDX-License-Identifier: Apache-2.0
import type {
  IssuanceDecision,
  Obligation,
  PermitDecision,
  Reason,
  RuleRef,
  WithheldClaim,
} from '../model/decision.ts';
import { TOKEN_TYPES, type Attributes, type IssuanceRequest } from '../model/request.ts';
import { canonicalJson } from './canonical.ts';
import { RECORD_VERSION, type DecisionRecord, type RecordedEvidence } from './record.ts';
import { redact } from './redact.ts';
import type { LogSettings } from './sink.ts';

/** Everything an attempt came to, from which its record is made. */
export interface Attempted {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly adapter: string;
  readonly mode: DecisionRecord['mode'];
  readonly governed: boolean;
  readonly effect: DecisionRecord['effect'];
  readonly policyDigest: string;
  readonly decision: IssuanceDecision;
  readonly obligations: readonly (Obligation & { readonly met: boolean })[];
  readonly withheldClaims: readonly WithheldClaim[];
  readonly request: IssuanceRequest | undefined;
  readonly attributes: Attributes;
  readonly evidence: readonly RecordedEvidence[];
  readonly timings: DecisionRecord['timings'];
  readonly correlation: DecisionRecord['correlation'];
}

/** The record of an attempt: what it came to, why, and (as the settings say) the inputs; redacted. */
export function buildRecord(
  attempted: Attempted,
  settings: LogSettings,
  sha256: (text: string) => string,
): DecisionRecord {
  const { decision, request } = attempted;
  const record: DecisionRecord = {
    version: RECORD_VERSION,
    id: attempted.id,
    time: new Date(attempted.startedAt).toISOString(),
    host: { adapter: attempted.adapter, ...(request ? { trigger: request.trigger } : {}) },
    mode: attempted.mode,
    governed: attempted.governed,
    outcome: decision.outcome,
    effect: attempted.effect,
    ...(decision.outcome === 'permit' && !attempted.governed ? { reason: UNGOVERNED } : {}),
    ...(decision.outcome === 'deny'
      ? { error: decision.error, reason: decision.reason, ...(decision.rule ? { rule: decision.rule } : {}) }
      : {}),
    ...(request ? asked(request) : {}),
    ...(decision.outcome === 'permit' ? { granted: granted(decision) } : {}),
    withheld: {
      scopes: decision.scopes.withheld,
      authorizationDetails: decision.withheldDetails ?? [],
      claims: attempted.withheldClaims,
      ...(decision.outcome === 'permit' ? withheldMembers(decision) : {}),
    },
    obligations: attempted.obligations,
    policy: { digest: attempted.policyDigest, decided: decidedBy(decision) },
    evidence: attempted.evidence,
    trace: decision.trace,
    timings: attempted.timings,
    correlation: attempted.correlation,
    inputs: request ? inputs(request, attempted.attributes, settings, sha256) : {},
    redacted: [],
  };
  const { value, redacted } = redact(record, settings.redact, [
    request,
    attempted.attributes,
    decision,
    attempted.correlation,
  ]);
  return redacted.length === 0 ? value : { ...value, redacted };
}

const UNGOVERNED: Reason = {
  code: 'ungoverned',
  admin: 'the policy set does not govern this request, and it was passed on unchanged',
};

function asked(request: IssuanceRequest): Pick<DecisionRecord, 'who' | 'asked' | 'baseline'> {
  const { subject, actors, client, grant, protocol, tokens, targets, scopes, authorizationDetails, baseline } = request;
  return {
    who: { subject: { type: subject.type, id: subject.id }, actors, client },
    asked: { grant, protocol, tokens, targets, scopes, authorizationDetails },
    baseline,
  };
}

function granted(decision: PermitDecision): NonNullable<DecisionRecord['granted']> {
  const { scopes, audiences, groups, roles, authorizationDetails, narrowedDetails, tokens } = decision;
  return {
    scopes: scopes.granted,
    audiences,
    ...(groups ? { groups } : {}),
    ...(roles ? { roles } : {}),
    authorizationDetails,
    ...(narrowedDetails ? { narrowedDetails } : {}),
    tokens: TOKEN_TYPES.flatMap((token) => (tokens[token] ? [{ token, ...tokens[token] }] : [])),
  };
}

function withheldMembers({
  withheldGroups: groups,
  withheldRoles: roles,
}: PermitDecision): Pick<DecisionRecord['withheld'], 'groups' | 'roles'> {
  return { ...(groups ? { groups } : {}), ...(roles ? { roles } : {}) };
}

/** Every rule that decided something, once, in the order met. */
function decidedBy(decision: IssuanceDecision): readonly RuleRef[] {
  const rules: RuleRef[] = [];
  // by what it says: what a remote PDP decided are copies
  const isKnown = (rule: RuleRef): boolean =>
    rules.some(
      (other) => other === rule || (other.at === rule.at && other.rule === rule.rule && other.policy === rule.policy),
    );
  const add = (rule: RuleRef | null | undefined): void => {
    if (rule && !isKnown(rule)) rules.push(rule);
  };
  if (decision.outcome === 'deny') add(decision.rule);
  else for (const { rule } of decision.gates) add(rule);
  for (const { rule } of decision.scopes.granted) add(rule);
  for (const { rule } of decision.scopes.withheld) add(rule);
  for (const { rule } of decision.obligations) add(rule);
  for (const { rule } of decision.withheldDetails ?? []) add(rule);
  if (decision.outcome === 'permit') {
    for (const { rule } of decision.narrowedDetails ?? []) add(rule);
    for (const { rule } of decision.withheldGroups ?? []) add(rule);
    for (const { rule } of decision.withheldRoles ?? []) add(rule);
    for (const token of TOKEN_TYPES) {
      const changes = decision.tokens[token];
      for (const { rule } of changes?.claims ?? []) add(rule);
      add(changes?.lifetime?.rule);
    }
  }
  return rules;
}

function inputs(
  request: IssuanceRequest,
  attributes: Attributes,
  settings: LogSettings,
  sha256: (text: string) => string,
): DecisionRecord['inputs'] {
  if (settings.inputs === 'none') return {};
  const digest = `sha256-${sha256(canonicalJson({ attributes, request }))}`;
  return settings.inputs === 'full' ? { digest, request, attributes } : { digest };
}
