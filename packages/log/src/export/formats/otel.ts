// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { ExportItem } from '../item.ts';

type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } };
interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

const INFO = { severityNumber: 9, severityText: 'INFO' };
const WARN = { severityNumber: 13, severityText: 'WARN' };

/**
 * A log record of OpenTelemetry in OTLP/JSON. The body is the record as text; what is looked up are attributes. There is no convention for decisions yet, so that they are under
 * `authz`; and `user.id` is one.
 */
export function toOtelLogRecord({ key, time, content, entry }: ExportItem): object {
  const timeUnixNano = `${time}000000`;
  const common = { timeUnixNano, observedTimeUnixNano: timeUnixNano };
  const own = { 'log.record.uid': key, 'authz.log.writer': entry.writer, 'authz.log.seq': String(entry.seq) };
  if (content.kind !== 'decision')
    return {
      ...common,
      ...(content.kind === 'loss' ? WARN : INFO),
      eventName: `authz.log.${content.kind}`,
      body: { stringValue: JSON.stringify(content) },
      attributes: attributesOf(own),
    };
  const { record } = content;
  return {
    ...common,
    ...(record.outcome === 'permit' ? INFO : WARN),
    eventName: 'authz.token_issuance',
    body: { stringValue: JSON.stringify(record) },
    attributes: attributesOf({ ...own, ...decisionAttributes(record) }),
    ...traceOf(record.correlation),
  };
}

/** The request that carries log records (OTLP, `ExportLogsServiceRequest`). */
export const otelRequest = (logRecords: readonly string[]): string =>
  `{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"assay"}}]},"scopeLogs":[{"scope":{"name":"@assay/log"},"logRecords":[${logRecords.join(',')}]}]}]}`;

type Attribute = string | boolean | readonly string[] | undefined;

const decisionAttributes = ({
  who,
  asked,
  granted,
  withheld,
  policy,
  host,
  ...record
}: DecisionRecord): Record<string, Attribute> => ({
  'authz.decision.id': record.id,
  'authz.decision.outcome': record.outcome,
  'authz.decision.effect': record.effect,
  'authz.decision.mode': record.mode,
  'authz.decision.governed': record.governed,
  'error.type': record.error,
  'authz.decision.reason': record.reason?.code,
  'authz.policy.digest': policy.digest,
  'authz.policy.rules': policy.decided.map(({ policy: name, rule }) => `${name}/${rule}`),
  'authz.idp': host.adapter,
  'authz.trigger': host.trigger,
  'authz.client.id': who?.client.id,
  'authz.subject.type': who?.subject.type,
  'user.id': who?.subject.id,
  'authz.grant_type': asked?.grant,
  'authz.audiences': asked?.targets,
  'authz.scopes.granted': granted?.scopes.map(({ scope }) => scope),
  'authz.scopes.withheld': withheld.scopes.map(({ scope }) => scope),
});

const attributesOf = (attributes: Readonly<Record<string, Attribute>>): readonly KeyValue[] =>
  Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: valueOf(value) }]));

function valueOf(value: Exclude<Attribute, undefined>): AnyValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return { arrayValue: { values: value.map((item) => ({ stringValue: item })) } };
}

/** In OTLP/JSON ids are hexadecimal. */
function traceOf({ trace_id: traceId, span_id: spanId }: DecisionRecord['correlation']): object {
  return {
    ...(/^[0-9a-f]{32}$/.test(traceId ?? '') && { traceId }),
    ...(/^[0-9a-f]{16}$/.test(spanId ?? '') && { spanId }),
  };
}
