// SPDX-License-Identifier: Apache-2.0
import type { CaseResult } from '@assay/policy';
import pc from 'picocolors';
import { printable } from '../printable.ts';
import type { FileResult, TestRun } from '../test/test-run.ts';
import { mismatchLines } from './mismatch-text.ts';

const PLAIN = pc.createColors(false);

/** A run as JUnit XML, as build servers read it: a suite per file, a test case per case. */
export function junitXml({ files, passed, failed, elapsed }: TestRun): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="assay test" tests="${passed + failed}" failures="${failed}" time="${(elapsed / 1000).toFixed(3)}">`,
    ...files.flatMap(suite),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suite({ file, results }: FileResult): readonly string[] {
  const failures = results.filter(({ mismatches }) => mismatches.length > 0).length;
  return [
    `  <testsuite name="${escapeXml(file.file)}" file="${escapeXml(file.file)}" tests="${results.length}" failures="${failures}">`,
    ...results.flatMap((result) => testCase(result, file.file)),
    '  </testsuite>',
  ];
}

function testCase({ test, case: { name }, mismatches }: CaseResult, file: string): readonly string[] {
  const title = name === '' ? test.name : `${test.name}: ${name}`;
  const head = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(title)}"`;
  if (mismatches.length === 0) return [`${head}/>`];
  const [first] = mismatches;
  const text = mismatchLines(mismatches, PLAIN).map(escapeXml).join('\n');
  return [
    `${head}>`,
    `      <failure message="${escapeXml(first?.about ?? '')} is not as expected" type="mismatch">${text}</failure>`,
    '    </testcase>',
  ];
}

const ENTITIES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in an attribute or an element. What XML 1.0 cannot hold (section 2.2: most control characters) is written as its code point. */
function escapeXml(text: string): string {
  return printable(text).replace(/[&<>"]|[\uFFFE\uFFFF]/g, (character) => ENTITIES[character] ?? '?');
}
