// SPDX-License-Identifier: Apache-2.0
import {
  propagation,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type TextMapPropagator,
  type Tracer,
} from '@opentelemetry/api';
import type { Decided } from './options.ts';
import { withSpan } from './spans.ts';

const DECIDED: Decided = { answer: {}, outcome: 'deny', effect: 'denied', grant: 'password', recordId: 'r1' };

interface Told {
  readonly name: string;
  readonly parent: string | undefined;
  readonly attributes: Record<string, unknown>;
  status?: unknown;
  isEnded: boolean;
}

/** As much of an SDK as tells what it was told. */
function register(): Told[] {
  const spans: Told[] = [];
  const tracer = {
    startActiveSpan: (name: string, _options: unknown, parent: Context, run: (span: Span) => unknown) => {
      const told: Told = { name, parent: trace.getSpanContext(parent)?.traceId, attributes: {}, isEnded: false };
      spans.push(told);
      return run({
        isRecording: () => true,
        setAttributes: (attributes: object) => void Object.assign(told.attributes, attributes),
        setStatus: (status: unknown) => void (told.status = status),
        end: () => void (told.isEnded = true),
      } as unknown as Span); // sound: as much of a span as is used
    },
  } as unknown as Tracer; // sound: as much of a tracer as is used
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  const propagator: TextMapPropagator = {
    inject: () => undefined,
    fields: () => ['traceparent'],
    extract: (from, carrier, getter) => {
      const [, traceId = '', spanId = ''] = String(getter.get(carrier, 'traceparent')).split('-');
      return trace.setSpanContext(from, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });
    },
  };
  propagation.setGlobalPropagator(propagator);
  return spans;
}

describe('a span', () => {
  test('costs nothing and changes nothing where there is no SDK', async () => {
    await expect(withSpan({}, async () => DECIDED)).resolves.toBe(DECIDED);
    await expect(withSpan({}, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(trace.getSpan(ROOT_CONTEXT)).toBeUndefined();
  });

  /** Registered after the bridge was loaded, as an SDK may be. */
  let registered: Told[] | undefined;
  const spansOf = (): Told[] => {
    registered ??= register();
    registered.length = 0;
    return registered;
  };

  test('tells the outcome and the record, within the trace of whoever asks', async () => {
    const spans = spansOf();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await withSpan({ traceparent }, async () => DECIDED);
    await withSpan({}, async () => ({ answer: {}, outcome: 'none' }));
    expect(spans).toEqual([
      {
        name: 'assay.issuance',
        parent: '0af7651916cd43dd8448eb211c80319c',
        attributes: {
          'assay.outcome': 'deny',
          'assay.effect': 'denied',
          'assay.grant': 'password',
          'assay.record.id': 'r1',
        },
        isEnded: true,
      },
      { name: 'assay.issuance', parent: undefined, attributes: { 'assay.outcome': 'none' }, isEnded: true },
    ]);
  });

  test('tells of a failure, and nothing of its text', async () => {
    const spans = spansOf();
    await expect(withSpan({}, () => Promise.reject(new TypeError('user@example.com')))).rejects.toThrow('user');
    expect(spans).toEqual([
      {
        name: 'assay.issuance',
        parent: undefined,
        attributes: {},
        status: { code: SpanStatusCode.ERROR, message: 'unexpected TypeError' },
        isEnded: true,
      },
    ]);
  });
});
