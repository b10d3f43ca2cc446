// SPDX-License-Identifier: Apache-2.0
import { context, propagation, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import type { IncomingHttpHeaders } from 'node:http';
import { nameOfThrown } from '@assay/core/errors';
import type { Decided } from './options.ts';

/** Does nothing, until the process registers an SDK. */
const TRACER = trace.getTracer('@assay/bridge');

/** Decides within a span `assay.issuance`, which belongs to the trace of whoever asks (W3C Trace Context). */
export function withSpan(headers: IncomingHttpHeaders, decide: () => Promise<Decided>): Promise<Decided> {
  return TRACER.startActiveSpan('assay.issuance', { kind: SpanKind.SERVER }, parentOf(headers), async (span) => {
    try {
      const decided = await decide();
      if (span.isRecording()) describe(span, decided);
      return decided;
    } catch (cause) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: nameOfThrown(cause) });
      throw cause;
    } finally {
      span.end();
    }
  });
}

const parentOf = (headers: IncomingHttpHeaders): Context =>
  headers['traceparent'] === undefined ? context.active() : propagation.extract(context.active(), headers);

function describe(span: Span, { outcome, effect, grant, recordId }: Decided): void {
  span.setAttributes({
    'assay.outcome': outcome,
    ...(effect !== undefined && { 'assay.effect': effect }),
    ...(grant !== undefined && { 'assay.grant': grant }),
    ...(recordId !== undefined && { 'assay.record.id': recordId }),
  });
}
