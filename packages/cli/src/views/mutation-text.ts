// SPDX-License-Identifier: Apache-2.0
import { MUTATIONS, type Change, type MutationResult } from '@assay/policy';
import { printable } from '../printable.ts';
import type { Paint } from '../session.ts';
import { counted } from './test-text.ts';

/** What tests notice of changes of the policy: each they miss with a test that notices it, ready to be pasted. */
export function mutationText(result: MutationResult, paint: Paint): string {
  const { missed, unresolved, tried } = result;
  const parts = [
    ...Array.from(byTest(missed), ([test, changes]) => [
      ...changes.map((change) => `${paint.red('missed')}  ${changeText(change, paint)}`),
      '',
      printedTest(test),
      '',
    ]).flat(),
    ...(unresolved.length === 0
      ? []
      : [
          paint.bold(
            `No test fails, and no request was found that tells these apart (${tried} combinations of values tried):`,
          ),
          'they may be no change at all, which is not proven.',
          ...unresolved.map((change) => `  ${changeText(change, paint)}`),
          '',
        ]),
    summaryLine(result, paint),
    '',
  ];
  return parts.join('\n');
}

/** The changes by the test that notices them: it is printed once. */
function byTest(missed: MutationResult['missed']): ReadonlyMap<string, readonly Change[]> {
  return Map.groupBy(missed, ({ test }) => test);
}

function changeText({ rule, at, change, mutation }: Change, paint: Paint): string {
  return `rule ${printable(rule)}: ${printable(change)}  ${paint.dim(`${printable(at)} (${MUTATIONS[mutation]})`)}`;
}

/** Line by line, so that what is pasted is what was tried: a test holds no character nobody sees but line breaks. */
const printedTest = (test: string): string => test.trimEnd().split('\n').map(printable).join('\n');

/** How many of the changes that were decided were noticed: a share would leave out those that are not told apart, however many they are. */
function summaryLine({ mutants, noticed, same, missed, unresolved }: MutationResult, paint: Paint): string {
  const known = counted(noticed + missed.length, 'decided change');
  const shown = `${noticed} of ${known} noticed`;
  const parts = [
    missed.length === 0 ? paint.green(shown) : paint.yellow(shown),
    paint.dim(`${unresolved.length} of ${counted(mutants, 'change')} not told apart`),
    ...(same > 0 ? [paint.dim(`${same} proven to be no change`)] : []),
  ];
  return `${paint.bold('mutation')} ${parts.join(', ')}`;
}
