// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib';
import type { ExportItem } from '../item.ts';
import { toCloudEvent } from './cloudevents.ts';
import { toJsonLine } from './jsonl.ts';
import { toOcsf } from './ocsf.ts';
import { toOpaDecision } from './opa.ts';
import { otelRequest, toOtelLogRecord } from './otel.ts';

/** Every form. */
export const FORMATS = ['jsonl', 'cloudevents', 'ocsf', 'opa', 'otel', 'parquet'] as const;
export type FormatName = (typeof FORMATS)[number];
export type TextFormatName = Exclude<FormatName, 'parquet'>;

/** A form records are handed on in: one JSON object for each, without line breaks. */
export interface TextFormat {
  /** For people. */
  readonly what: string;
  /** Of one. */
  readonly contentType: string;
  readonly textOf: (item: ExportItem) => string;
  /** As what several are posted. */
  readonly bodyOf: (texts: readonly string[]) => Body;
  /** As what several are a line of a file; each is a line, where absent. */
  readonly lineOf?: (texts: readonly string[]) => string;
}

export interface Body {
  readonly contentType: string;
  readonly contentEncoding?: string;
  readonly bytes: Uint8Array;
}

const arrayOf = (texts: readonly string[]): string => `[${texts.join(',')}]`;
const body = (contentType: string, text: string): Body => ({ contentType, bytes: Buffer.from(text, 'utf8') });

/** Every form that is text; Parquet is one of files (`parquet.ts`). */
export const EXPORTS: Readonly<Record<TextFormatName, TextFormat>> = {
  jsonl: {
    what: 'the lines of a log, which can be opened as one',
    contentType: 'application/json',
    textOf: toJsonLine,
    bodyOf: (texts) => body('application/x-ndjson', `${texts.join('\n')}\n`),
  },
  cloudevents: {
    what: 'CloudEvents 1.0',
    contentType: 'application/cloudevents+json',
    textOf: (item) => JSON.stringify(toCloudEvent(item)),
    bodyOf: (texts) => body('application/cloudevents-batch+json', arrayOf(texts)),
  },
  ocsf: {
    what: 'OCSF 1.8, class Authentication',
    contentType: 'application/json',
    textOf: (item) => JSON.stringify(toOcsf(item)),
    bodyOf: (texts) => body('application/json', arrayOf(texts)),
  },
  opa: {
    what: 'the decision log of OPA',
    contentType: 'application/json',
    textOf: (item) => JSON.stringify(toOpaDecision(item)),
    // as OPA itself uploads them
    bodyOf: (texts) => ({ contentType: 'application/json', contentEncoding: 'gzip', bytes: gzipSync(arrayOf(texts)) }),
  },
  otel: {
    what: 'OpenTelemetry log records, OTLP/JSON',
    contentType: 'application/json',
    textOf: (item) => JSON.stringify(toOtelLogRecord(item)),
    bodyOf: (texts) => body('application/json', otelRequest(texts)),
    // what the file exporter of a collector writes, and its receiver reads
    lineOf: (texts) => otelRequest(texts),
  },
};

/** Whether text names a form. */
export const isFormat = (name: string): name is FormatName => FORMATS.some((format) => format === name);
