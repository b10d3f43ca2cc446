// SPDX-License-Identifier: Apache-2.0
import { gunzipSync } from 'node:zlib';
import type { Content } from '../../entry/entry.ts';
import { entryOf } from '../../entry/make-entry.ts';
import { parseLine } from '../../store/jsonl/line.ts';
import { recordOf, TEST_START } from '../../testing/record-of.ts';
import { itemOf } from '../item.ts';
import { toCloudEvent } from './cloudevents.ts';
import { EXPORTS, FORMATS, isFormat } from './formats.ts';
import { toJsonLine } from './jsonl.ts';
import { toOcsf } from './ocsf.ts';
import { toOpaDecision } from './opa.ts';
import { toOtelLogRecord } from './otel.ts';

const item = (content: Content) => itemOf(entryOf(content), 7);
const record = recordOf({ n: 1, outcome: 'deny', granted: [], withheld: ['payments:write'] });
const DENIAL = item({
  kind: 'decision',
  writer: 'w1',
  seq: 4,
  record: { ...record, redacted: ['/who/subject/id', '/trace'] },
});
const TIME = new Date(TEST_START).toISOString();
const LOSS = item({
  kind: 'loss',
  writer: 'w1',
  seq: 5,
  time: TIME,
  lost: { writer: 'w1', from: 5, to: 6 },
  reason: 'ERR_STORE_FULL',
});
const { id } = record;

test('a CloudEvent has the record as its data, and names nobody outside of it', () => {
  const { data, ...attributes } = toCloudEvent(DENIAL);
  expect(attributes).toEqual({
    specversion: '1.0',
    id: `${id}.deny`,
    source: 'urn:assay:cognito',
    type: 'assay.decision.deny',
    subject: 'portal',
    time: record.time,
    datacontenttype: 'application/json',
    dataschema: 'urn:assay:schema:decision-record:1',
    assaywriter: 'w1',
    assayseq: '4',
  });
  expect(data).toEqual({ ...record, redacted: ['/who/subject/id', '/trace'] });
  expect(toCloudEvent(LOSS)).toMatchObject({
    source: 'urn:assay:log',
    type: 'assay.log.loss',
    data: { lost: { writer: 'w1', from: 5, to: 6 }, reason: 'ERR_STORE_FULL' },
  });
});

test('OCSF of a refusal is an Authentication that failed, of a loss a Base Event', () => {
  expect(toOcsf(DENIAL)).toMatchObject({
    class_uid: 3002,
    activity_id: 3,
    type_uid: 300_203,
    time: Date.parse(record.time),
    severity_id: 2,
    status_id: 2,
    status_code: 'access_denied',
    status_detail: 'denied_by_rule',
    user: { uid: 'dana', type_id: 1 },
    service: { name: 'cognito' },
    actor: {
      app_uid: 'portal',
      authorizations: [{ decision: 'deny', policy: { uid: record.policy.digest, is_applied: true } }],
    },
    unmapped: { withheld: ['payments:write'], granted: [] },
  });
  expect(toOcsf(LOSS)).toMatchObject({
    class_uid: 0,
    type_uid: 99,
    severity_id: 4,
    unmapped: { reason: 'ERR_STORE_FULL' },
  });
});

test('OPA’s event has what was asked as its input, and pointers of what was taken out as they are there', () => {
  const { host, who, asked, baseline, inputs, evidence, error, reason, rule, withheld, policy } = record;
  expect(toOpaDecision(DENIAL)).toEqual({
    labels: { app: 'assay', id: 'w1' },
    decision_id: id,
    path: 'assay/issuance',
    bundles: { assay: { revision: policy.digest } },
    timestamp: record.time,
    req_id: 4,
    requested_by: 'portal',
    input: { host, who, asked, baseline, inputs, evidence },
    result: {
      outcome: 'deny',
      effect: 'refused',
      mode: 'enforce',
      governed: true,
      error,
      reason,
      rule,
      withheld,
      obligations: [],
      decided: policy.decided,
    },
    erased: ['/input/who/subject/id'],
    metrics: {
      timer_assay_gather_ns: 1_500_000,
      timer_rego_query_eval_ns: 250_000,
      timer_server_handler_ns: 2_000_000,
    },
  });
  expect(toOpaDecision(LOSS)).toMatchObject({ path: 'assay/log/loss', result: { reason: 'ERR_STORE_FULL' } });
});

test('a log record of OpenTelemetry links the trace, where the correlation names one', () => {
  const correlation = { trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' };
  const traced = item({ kind: 'decision', writer: 'w1', seq: 4, record: { ...record, correlation } });
  expect(toOtelLogRecord(traced)).toMatchObject({
    traceId: correlation.trace_id,
    spanId: correlation.span_id,
    timeUnixNano: `${Date.parse(record.time)}000000`,
    severityNumber: 13,
    eventName: 'authz.token_issuance',
    body: { stringValue: JSON.stringify({ ...record, correlation }) },
  });
  expect(toOtelLogRecord(DENIAL)).not.toHaveProperty('traceId');
  expect(toOtelLogRecord(LOSS)).toMatchObject({ eventName: 'authz.log.loss', severityNumber: 13 });
});

test('a line is one of a log, with the same leaf', () => {
  for (const { entry, ...of } of [DENIAL, LOSS])
    expect(parseLine(toJsonLine({ entry, ...of }), { path: 'x', number: 1 }).entry.leaf).toEqual(entry.leaf);
});

test('every form gives each entry one line, and several one body', () => {
  for (const [name, { textOf, bodyOf }] of Object.entries(EXPORTS)) {
    expect(isFormat(name)).toBe(true);
    const texts = [DENIAL, LOSS].map(textOf);
    expect(texts.some((text) => text.includes('\n'))).toBe(false);
    const { bytes, contentEncoding, contentType } = bodyOf(texts);
    const text = (contentEncoding === 'gzip' ? gunzipSync(bytes) : Buffer.from(bytes)).toString();
    const parts = contentType === 'application/x-ndjson' ? text.trimEnd().split('\n') : [text];
    for (const part of parts) expect(JSON.parse(part)).toBeDefined();
  }
  expect(FORMATS.filter((name) => !(name in EXPORTS))).toEqual(['parquet']);
});
