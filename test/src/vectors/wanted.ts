// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type DecisionRecord } from '@assay/core/log';
import type { IssuanceRequest, RuleRef } from '@assay/core/model';
import { requestOf } from '@assay/core/testing';
import { CLOCK } from './run-vector.ts';
import { sha256 } from './sha256.ts';
import { ruleOf, type Vector } from './vector.ts';

type Members = Readonly<Record<string, unknown>>;

/** The request of a vector, as policy sees it: with the time of the attempt, and of the parameters those policy reads. */
export function wantedRequest(
  { request, want, clock = CLOCK }: Vector,
  parameters: readonly string[],
): IssuanceRequest {
  const made = requestOf(request ?? want.record?.request);
  const kept = Object.entries(made.context.parameters).filter(([name]) => parameters.includes(name));
  return {
    ...made,
    context: { ...made.context, time: Math.floor(Date.parse(clock) / 1000), parameters: Object.fromEntries(kept) },
  };
}

/** The whole decision a vector wants, with what it may leave out filled in; the digest and the trace are looked at by themselves. */
export function wantedDecision({ want }: Vector, request: IssuanceRequest | undefined): Members {
  const { trace: _, ...decision } = want.decision;
  const scopes = { granted: [], withheld: [], ...(decision['scopes'] as Members | undefined) };
  if (decision.outcome === 'deny') return { rule: null, obligations: [], ...decision, scopes };
  return {
    audiences: request?.targets ?? [],
    gates: [],
    authorizationDetails: [],
    withheldDetails: [],
    obligations: [],
    tokens: Object.fromEntries((request?.tokens ?? []).map((token) => [token, { claims: [] }])),
    ...decision,
    scopes,
  };
}

/** The whole record a vector wants: what it says itself, and what follows from its request and its decision. */
export function wantedRecord(vector: Vector, request: IssuanceRequest | undefined, adapter: string): Members {
  const { record, decision: said } = vector.want;
  const decision = wantedDecision(vector, request);
  const {
    mode = 'enforce',
    governed = true,
    met = [],
    evidence = [],
    withheldClaims = [],
    correlation = {},
  } = record ?? {};
  const isDenied = said.outcome === 'deny';
  const { granted, withheld } = decision['scopes'] as {
    readonly granted: readonly Members[];
    readonly withheld: readonly Members[];
  }; // filled in above
  const wasGuarded = (decision['obligations'] as readonly Members[]).map((obligation, i) => ({
    ...obligation,
    met: met[i] ?? false,
  }));
  return {
    version: 1,
    id: '019b7ca9-8c88-7000-8000-000000000000',
    time: new Date(vector.clock ?? CLOCK).toISOString(),
    host: { adapter, ...(request && { trigger: request.trigger }) },
    mode,
    governed,
    outcome: said.outcome,
    effect: record?.effect ?? (isDenied ? 'refused' : 'issued_as_decided'),
    ...(isDenied && {
      error: decision['error'],
      reason: decision['reason'],
      ...(decision['rule'] ? { rule: decision['rule'] } : {}),
    }),
    ...(record?.reason && { reason: record.reason }),
    ...(request && askedOf(request)),
    ...(!isDenied && {
      granted: {
        scopes: granted,
        audiences: decision['audiences'],
        ...whereTold({ groups: decision['groups'], roles: decision['roles'] }),
        authorizationDetails: decision['authorizationDetails'],
        ...whereTold({ narrowedDetails: decision['narrowedDetails'] }),
        tokens: tokensOf(decision['tokens'] as Members),
      },
    }),
    withheld: {
      scopes: withheld,
      authorizationDetails: decision['withheldDetails'] ?? [],
      claims: withheldClaims,
      ...whereTold({ groups: decision['withheldGroups'], roles: decision['withheldRoles'] }),
    },
    obligations: wasGuarded,
    policy: { decided: (record?.decided ?? []).map((text): RuleRef => ruleOf(text)) },
    evidence,
    timings: { gather: 0, decide: 0, total: 0 },
    correlation,
    redacted: [],
  };
}

function askedOf({
  subject,
  actors,
  client,
  grant,
  protocol,
  tokens,
  targets,
  scopes,
  authorizationDetails,
  baseline,
}: IssuanceRequest): Members {
  return {
    who: { subject: { type: subject.type, id: subject.id }, actors, client },
    asked: { grant, protocol, tokens, targets, scopes, authorizationDetails },
    baseline,
  };
}

/** The members that are there. */
const whereTold = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const tokensOf = (tokens: Members): readonly Members[] =>
  ['access_token', 'id_token', 'refresh_token', 'saml2'].flatMap((token) =>
    tokens[token] === undefined ? [] : [{ token, ...(tokens[token] as Members) }],
  );

/** A record without what no vector can write by hand: digests and the coded trace, which are looked at by themselves. */
export function comparable({ trace: _, inputs: __, policy, evidence, ...rest }: DecisionRecord): Members {
  return {
    ...rest,
    policy: { decided: policy.decided },
    evidence: evidence.map(({ latencyMs: ___, digest: ____, ...read }) => read),
  };
}

/** The digest of inputs, as the design defines it. */
export function inputsDigest(request: IssuanceRequest, attributes: unknown): string {
  return `sha256-${sha256(canonicalJson({ attributes, request }))}`;
}
