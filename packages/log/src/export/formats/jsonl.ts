// SPDX-License-Identifier: Apache-2.0
import { shapeOf } from '../../entry/shape.ts';
import { formatLine } from '../../store/jsonl/line.ts';
import type { ExportItem } from '../item.ts';

/** The line a log in JSON lines has for it: what is exported so can be opened as a log, and has the same leaves. */
export const toJsonLine = ({ entry, content }: ExportItem): string =>
  formatLine({ ...entry, shape: shapeOf(content).shape }).slice(0, -1);
