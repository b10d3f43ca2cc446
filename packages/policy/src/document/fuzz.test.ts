// SPDX-License-Identifier: Apache-2.0
import { fuzzRuns } from '@assay/core/testing';
import * as fc from 'fast-check';
import { DIAGNOSTICS } from '../diagnostic-codes.ts';
import { renderDiagnostics } from '../diagnostics/render.ts';
import { anyText } from '../testing/arbitrary-text.ts';
import { parsePolicy } from './parse-policy.ts';
import { parseProject } from './parse-project.ts';

describe('whatever the text is', () => {
  test('a policy is read, or each mistake has a code and a place in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { document, diagnostics } = parsePolicy('p.yaml', text);
        for (const { code, span } of diagnostics) {
          expect(Object.hasOwn(DIAGNOSTICS, code)).toBe(true);
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
        }
        expect(document !== undefined || diagnostics.length > 0).toBe(true);
        renderDiagnostics(diagnostics, new Map([['p.yaml', text]]));
      }),
      fuzzRuns(1500),
    );
  });

  test('a project is read, or has an error', () => {
    fc.assert(
      fc.property(anyText, anyText, (project, file) => {
        const { project: read, diagnostics } = parseProject((path) => (path === 'assay.yaml' ? project : file));
        expect(read !== undefined || diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      fuzzRuns(500),
    );
  });

  test.each([
    '[',
    '- ',
    '{a: ',
    '&a ',
    '*a ',
    'a: "',
    "'",
    '!',
    '? a\n: b\n',
    'a: b # c\n',
    'a: [b, {c: d}]\n- e\n',
    '---\n',
    ' ',
    '\n',
  ])('100,000 characters of %j are read to an end, and refused', (part) => {
    const { diagnostics } = parsePolicy('p.yaml', part.repeat(100_000 / part.length));
    expect(diagnostics).not.toEqual([]);
  });
});
