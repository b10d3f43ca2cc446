// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import { parse, type CollectionTag, type ScalarTag, type YAMLMap, type YAMLSeq } from 'yaml';
import { countsOf, many, only, type Deployed } from './deployed.ts';

const scalar = (tag: string, resolve: (text: string) => unknown): ScalarTag => ({ tag, resolve });
const sequence = (name: string): CollectionTag => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (seq: YAMLMap.Parsed | YAMLSeq.Parsed) => ({ [`Fn::${name}`]: seq.toJSON() }),
});
