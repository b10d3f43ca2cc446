// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic } from '../diagnostic.ts';
import { renderDiagnostics } from './render.ts';
import { toJsonDiagnostics } from './to-json.ts';

const text = 'policy: payments\nscopes:\n  a:\n    - rule: reader\n      permit: "reader" in igaa.roles\n';
const start = text.indexOf('igaa');
const files = new Map([['policies/payments.yaml', text]]);
const unknownName: Diagnostic = {
  code: 'unknown-name',
  severity: 'error',
  message: 'unknown name `igaa`',
  help: 'did you mean `iga`?',
  span: { file: 'policies/payments.yaml', start, end: start + 4 },
};
const first: Diagnostic = {
  code: 'unused-variable',
  severity: 'warning',
  message: 'nobody reads `payments`',
  span: { file: 'policies/payments.yaml', start: 8, end: 16 },
};

describe('drawn diagnostics', () => {
  test('stand in the order of the file, with the line, carets and help', () => {
    expect(renderDiagnostics([unknownName, first], files))
      .toBe(`policies/payments.yaml:1:9: warning[unused-variable]: nobody reads \`payments\`
  1 | policy: payments
    |         ^^^^^^^^
    = docs: docs/diagnostics/unused-variable.md

policies/payments.yaml:5:27: error[unknown-name]: unknown name \`igaa\`
  5 |       permit: "reader" in igaa.roles
    |                           ^^^^
    = help: did you mean \`iga\`?
    = docs: docs/diagnostics/unknown-name.md
`);
  });

  test('fit the width of the terminal', () => {
    const lines = renderDiagnostics([unknownName], files, { width: 40 }).split('\n');
    expect(lines.slice(1, 3)).toEqual(['  5 | ...rmit: "reader" in igaa.roles', '    |                      ^^^^']);
  });

  test('mark the rest of the line where the place goes on', () => {
    const over = { ...first, span: { ...first.span, end: 30 } };
    expect(renderDiagnostics([over], files).split('\n')[2]).toBe('    |         ^^^^^^^^');
  });

  test('say where they belong when there is no text', () => {
    const missing: Diagnostic = {
      ...first,
      code: 'file-not-found',
      severity: 'error',
      message: '`assay.yaml` does not exist',
      span: { file: 'assay.yaml', start: 0, end: 0 },
    };
    expect(renderDiagnostics([missing], new Map())).toBe(
      'assay.yaml:1:1: error[file-not-found]: `assay.yaml` does not exist\n    = docs: docs/diagnostics/file-not-found.md\n',
    );
  });

  test('have colours only where they are asked for', () => {
    const plain = renderDiagnostics([unknownName], files);
    const colored = renderDiagnostics([unknownName], files, { color: true });
    const escape = String.fromCodePoint(27);
    expect({
      same: colored.replaceAll(new RegExp(`${escape}\\[\\d+m`, 'g'), '') === plain,
      plain: plain.includes(escape),
      colored: colored.includes(escape),
    }).toEqual({
      same: true,
      plain: false,
      colored: true,
    });
  });

  test('are nothing when there are none', () => {
    expect(renderDiagnostics([], files)).toBe('');
  });
});

test('diagnostics for programs count lines and columns from 1, the end excluded', () => {
  expect(toJsonDiagnostics([unknownName], files)).toEqual([
    {
      code: 'unknown-name',
      severity: 'error',
      message: 'unknown name `igaa`',
      help: 'did you mean `iga`?',
      file: 'policies/payments.yaml',
      line: 5,
      column: 27,
      end_line: 5,
      end_column: 31,
      docs: 'docs/diagnostics/unknown-name.md',
    },
  ]);
});
