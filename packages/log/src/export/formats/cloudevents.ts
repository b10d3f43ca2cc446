// SPDX-License-Identifier: Apache-2.0
import type { ExportItem } from '../item.ts';

/** A CloudEvent 1.0 in its JSON format; `data` is the record, or what else the log holds. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** With `source` it makes the event the same when it comes twice. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema?: string;
  readonly data: object;
  /** Who wrote it, and the how-manieth of that writer it is: extensions of ours. */
  readonly assaywriter: string;
  readonly assayseq: string;
}

/** The event of an item. Its subject is the client: attributes are read by what merely passes events on, and a client is nobody. */
export function toCloudEvent({ key, time, content, entry }: ExportItem): CloudEvent {
  const common = {
    specversion: '1.0',
    id: key,
    time: new Date(time).toISOString(),
    datacontenttype: 'application/json',
    assaywriter: entry.writer,
    assayseq: String(entry.seq),
  } as const;
  if (content.kind !== 'decision') {
    const { kind, writer: _writer, seq: _seq, time: _time, ...data } = content;
    return { ...common, source: 'urn:assay:log', type: `assay.log.${kind}`, data };
  }
  const { record } = content;
  return {
    ...common,
    source: `urn:assay:${encodeURIComponent(record.host.adapter)}`,
    type: `assay.decision.${record.outcome}`,
    ...(record.who && record.who.client.id !== '' && { subject: record.who.client.id }),
    dataschema: `urn:assay:schema:decision-record:${record.version}`,
    data: record,
  };
}
