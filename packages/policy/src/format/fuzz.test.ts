// SPDX-License-Identifier: Apache-2.0
import { fuzzRuns } from '@assay/core/testing';
import * as fc from 'fast-check';
import { mutatedText } from '../testing/arbitrary-text.ts';
import { messyYaml } from '../testing/arbitrary-yaml.ts';
import { formatText } from './format.ts';

describe('whatever the YAML is', () => {
  const property = (text: string): void => {
    // It throws where data or a comment would be lost.
    const { text: once, diagnostics } = formatText('p.yaml', text);
    expect(once !== undefined || diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    if (once !== undefined) expect(formatText('p.yaml', once).text).toBe(once);
  };

  test('what is messy is formatted, keeps its data and its comments, and formatted again it is the same', () => {
    fc.assert(fc.property(messyYaml, property), fuzzRuns(1500));
  });

  test('what nearly is a policy is formatted, or refused with its mistakes', () => {
    fc.assert(fc.property(mutatedText, property), fuzzRuns(1000));
  });
});
