// SPDX-License-Identifier: Apache-2.0
export { createCollectorSink, type CollectorSinkOptions } from './collector-sink.ts';
export { createCollectorTarget } from './collector-target.ts';
export { newWriter } from './new-writer.ts';
export type { CollectorAddress } from './post.ts';
