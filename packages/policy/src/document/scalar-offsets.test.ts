// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { Document, Scalar } from 'yaml';
import { createReport } from '../diagnostics/report.ts';
import { readYaml } from './read-yaml.ts';
import type { YamlScalar } from './yaml-node.ts';

/** The scalar that is the value of `key` in `text`. */
function valueOf(text: string): YamlScalar {
  const { report } = createReport();
  const root = readYaml('p.yaml', text, report);
  const value = root?.kind === 'map' ? root.entries[0]?.value : undefined;
  if (value?.kind !== 'scalar') throw new Error(`no scalar in ${JSON.stringify(text)}`);
  return value;
}

/** The text of the file from each unit of the scalar to the next. */
function pieces(text: string): readonly string[] {
  const { offsetAt, text: decoded } = valueOf(text);
  return Array.from({ length: decoded.length }, (_, index) => text.slice(offsetAt(index), offsetAt(index + 1)));
}

describe('offsets into a scalar', () => {
  test.each([
    ['plain', 'k: a && b', ['a', ' ', '&', '&', ' ', 'b']],
    ['plain over two lines', 'k: a\n  b', ['a', '\n  ', 'b']],
    ['plain with an empty line', 'k: a \n\n  b', ['a \n', '\n  ', 'b']],
    ['single quotes', "k: 'a''b'", ['a', "''", 'b']],
    ['double quotes', 'k: "a\\n\\x41\\u0042\\U0001F600z"', ['a', '\\n', '\\x41', '\\u0042', '', '\\U0001F600', 'z']],
    ['an escaped line break', 'k: "a\\\n   b"', ['a\\\n   ', 'b']],
    ['a literal block', 'k: |\n  a\n   b\n', ['a', '\n  ', ' ', 'b', '\n']],
    ['a folded block', 'k: >\n  a\n  b\n\n  c\n', ['a', '\n  ', 'b\n', '\n  ', 'c', '\n']],
  ])('are exact in %s', (_, text, want) => {
    expect(pieces(text)).toEqual(want);
  });

  test('stay inside the scalar, whatever index is asked for', () => {
    const { offsetAt } = valueOf('k: abc');
    expect([-1, 0, 3, 4, Number.NaN].map(offsetAt)).toEqual([3, 3, 6, 6, 3]);
  });

  const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;
  const words = fc.array(
    fc.constantFrom(
      'a',
      'bc',
      ' ',
      '  ',
      '\n',
      '\n\n',
      "'",
      '"',
      '\\',
      '#',
      ': ',
      '\t',
      'é',
      '😀',
      '&&',
      '-',
      '>',
      '|',
    ),
    {
      minLength: 1,
      maxLength: 40,
    },
  );

  test.each(styles)('lead to the same character in text the library wrote as %s', (style) => {
    fc.assert(
      fc.property(
        words,
        fc.boolean(),
        fc.constantFrom(0, 20, 80),
        fc.integer({ min: 1, max: 4 }),
        (parts, crlf, lineWidth, indent) => {
          const scalar = new Scalar(parts.join(''));
          scalar.type = style;
          const document = new Document({ k: scalar });
          const written = document.toString({
            lineWidth,
            indent,
            minContentWidth: 0,
            doubleQuotedMinMultiLineLength: 10,
          });
          const text = crlf ? written.replaceAll('\n', '\r\n') : written;
          // What the library writes at such narrow settings, it cannot always read again.
          fc.pre(isScalarInMap(text));
          expect(misplaced(text)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('lead to the same character in scalars of any text that is YAML', () => {
    const yaml = fc.array(
      fc.constantFrom(
        'a',
        ' ',
        '  ',
        '\n',
        '\n  ',
        '\n   ',
        '\r\n  ',
        "'",
        '"',
        '\\',
        '\\n',
        '\\\n',
        '|',
        '>',
        '|2',
        '>-',
        '\t',
        'x',
      ),
      {
        maxLength: 25,
      },
    );
    fc.assert(
      fc.property(yaml, (parts) => {
        const text = `k: ${parts.join('')}`;
        fc.pre(isScalarInMap(text));
        expect(misplaced(text)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

function isScalarInMap(text: string): boolean {
  const { diagnostics, report } = createReport();
  const root = readYaml('p.yaml', text, report);
  return diagnostics.length === 0 && root?.kind === 'map' && root.entries[0]?.value.kind === 'scalar';
}

/** The units of the scalar that do not stand where their offset says: as they are, folded (a break for a blank), or escaped. */
function misplaced(text: string): readonly string[] {
  const { text: decoded, offsetAt, span } = valueOf(text);
  const found: string[] = [];
  let last = span.start;
  for (let index = 0; index < decoded.length; index++) {
    const offset = offsetAt(index);
    const here = text.slice(offset, offset + 2);
    const unit = decoded[index] ?? '';
    const folded = /[ \n]/.test(unit) && /^(\r?\n|[ \t])/.test(here);
    const same = offset === text.length || here[0] === unit || here.startsWith('\\') || folded;
    if (offset < last || !same) found.push(`${JSON.stringify(text)}: unit ${index} at ${offset}`);
    last = offset;
  }
  return offsetAt(decoded.length) < last ? [...found, 'the end'] : found;
}
