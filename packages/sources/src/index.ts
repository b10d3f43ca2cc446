// SPDX-License-Identifier: Apache-2.0
export { createStaticSource, type StaticSourceOptions } from './static-source.ts';
