// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIAGNOSTICS } from '../diagnostic-codes.ts';
import { diagnose } from './diagnose.ts';
import { MISTAKES } from './mistakes.ts';

const PAGES = join(__dirname, '../../../../docs/diagnostics');
const PARTS = ['Summary', 'Avoid', 'Prefer', 'Rationale', 'Exceptions'];
const codes = Object.keys(DIAGNOSTICS);

describe('one mistake gets one diagnostic, at its place', () => {
  const named = MISTAKES.map((mistake, index) => ({
    ...mistake,
    title: `${mistake.code} at \`${mistake.at.slice(0, 40)}\` (${index})`,
  }));
  test.each(named)('$title', ({ code, at, files, targets }) => {
    const found = diagnose({ files, ...(targets && { targets }) });
    const told = found.map(({ code: name, severity, span }) => ({
      name,
      severity,
      at: (files[span.file] ?? '').slice(span.start, span.end),
    }));
    expect(told).toEqual([{ name: code, severity: DIAGNOSTICS[code].severity, at }]);
  });

  test('and reads as messages do: lower-case, one line, no period at the end', () => {
    const messages = MISTAKES.flatMap((mistake) =>
      diagnose(mistake).flatMap(({ message, help }) => [message, help ?? 'none']),
    );
    expect(messages.filter((text) => /^[A-Z]|[\n\r]|[^.]\.$/.test(text))).toEqual([]);
  });
});

describe('every code', () => {
  test('has a mistake that gets it', () => {
    const made = new Set<string>(MISTAKES.map(({ code }) => code));
    expect(codes.filter((code) => !made.has(code))).toEqual([]);
  });

  test('has a page, and every page a code', () => {
    const pages = existsSync(PAGES)
      ? readdirSync(PAGES)
          .filter((file) => file !== 'README.md')
          .map((file) => file.replace(/\.md$/, ''))
      : [];
    expect(pages.toSorted()).toEqual(codes.toSorted());
  });

  test.each(codes)('`%s` is explained in the fixed order', (code) => {
    const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
    const headings = [...page.replaceAll(/```[\s\S]*?```/g, '').matchAll(/^(#+) (.*)$/gm)].map(
      ([, marks, text]) => `${marks} ${text}`,
    );
    expect(headings).toEqual([`# ${code}`, ...PARTS.map((part) => `## ${part}`)]);
  });
});
