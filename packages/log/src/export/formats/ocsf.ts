// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { ExportItem } from '../item.ts';

const OCSF_VERSION = '1.8.0';

/** Why this class: docs/log-exports.md. */
const AUTHENTICATION = {
  class_uid: 3002,
  class_name: 'Authentication',
  category_uid: 3,
  category_name: 'Identity & Access Management',
} as const;
const BASE_EVENT = { class_uid: 0, class_name: 'Base Event', category_uid: 0, category_name: 'Uncategorized' } as const;

type Named = readonly [number, string];

/** Activities of the class; a grant that is not here is a sign-in. */
const SIGN_IN: Named = [3, 'Authentication Ticket'];
const ACTIVITIES: ReadonlyMap<string, Named> = new Map([
  ['client_credentials', [4, 'Service Ticket Request']],
  ['token_exchange', [4, 'Service Ticket Request']],
  ['refresh_token', [5, 'Service Ticket Renew']],
]);
const PROTOCOLS: ReadonlyMap<string, Named> = new Map([
  ['oauth', [6, 'OAUTH 2.0']],
  ['oidc', [4, 'OpenID']],
  ['saml', [5, 'SAML']],
]);
const USER_TYPES: ReadonlyMap<string, Named> = new Map([
  ['user', [1, 'User']],
  ['client', [4, 'Service']],
  ['workload', [4, 'Service']],
]);
const UNKNOWN: Named = [0, 'Unknown'];

/** An event of the Open Cybersecurity Schema Framework: of a decision one of the class Authentication, of what else the log holds a Base Event. */
export function toOcsf({ key, time, content, entry }: ExportItem): object {
  const common = {
    time,
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'Assay', vendor_name: 'Assay' },
      uid: key,
      log_name: 'decisions',
      log_provider: entry.writer,
    },
  };
  if (content.kind === 'decision') return { ...common, ...authentication(content.record, common.metadata) };
  const { kind, writer: _writer, seq: _seq, time: _time, ...unmapped } = content;
  return {
    ...common,
    ...BASE_EVENT,
    activity_id: 99,
    activity_name: kind,
    type_uid: 99,
    severity_id: kind === 'loss' ? 4 : 1,
    severity: kind === 'loss' ? 'High' : 'Informational',
    message: kind,
    unmapped,
  };
}

function authentication(record: DecisionRecord, metadata: object): object {
  const { who, asked, granted, withheld, policy, host } = record;
  const [activity_id, activity_name] = ACTIVITIES.get(asked?.grant ?? '') ?? SIGN_IN;
  const [auth_protocol_id, auth_protocol] = PROTOCOLS.get(asked?.protocol ?? '') ?? UNKNOWN;
  const [type_id, type] = USER_TYPES.get(who?.subject.type ?? '') ?? UNKNOWN;
  const isIssued = record.effect !== 'refused';
  return {
    ...AUTHENTICATION,
    activity_id,
    activity_name,
    type_uid: AUTHENTICATION.class_uid * 100 + activity_id,
    metadata: { ...metadata, correlation_uid: record.id },
    severity_id: isIssued ? 1 : 2,
    severity: isIssued ? 'Informational' : 'Low',
    status_id: isIssued ? 1 : 2,
    status: isIssued ? 'Success' : 'Failure',
    ...(record.error !== undefined && { status_code: record.error }),
    ...(record.reason && { status_detail: record.reason.code }),
    message: `${record.outcome}: ${record.effect}`,
    auth_protocol_id,
    auth_protocol,
    user: { uid: who?.subject.id ?? 'unknown', type_id, type },
    service: { name: host.adapter },
    actor: {
      app_uid: who?.client.id ?? 'unknown',
      authorizations: [
        { decision: record.outcome, policy: { uid: policy.digest, is_applied: record.effect !== 'issued_unchanged' } },
      ],
    },
    unmapped: {
      mode: record.mode,
      governed: record.governed,
      audiences: granted?.audiences ?? asked?.targets ?? [],
      granted: (granted?.scopes ?? []).map(({ scope }) => scope),
      withheld: withheld.scopes.map(({ scope }) => scope),
      rules: policy.decided.map((rule) => `${rule.policy}/${rule.rule}`),
      claims: (granted?.tokens ?? []).flatMap(({ token, claims }) =>
        claims.map(({ action, claim }) => `${token} ${action} ${claim}`),
      ),
    },
    raw_data: JSON.stringify(record),
  };
}
