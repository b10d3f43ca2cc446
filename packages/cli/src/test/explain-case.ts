// SPDX-License-Identifier: Apache-2.0
import { createCaseRunner, type CaseResult, type ItemsOf, type TestFile } from '@assay/policy';
import type { TablePdp } from '@assay/core/pdp';
import type { CompiledProject } from '../compiled-project.ts';
import { accountOf, type Account } from '../explanation.ts';
import { rememberInputs } from '../explanation-inputs.ts';

/** Why a failed case was decided as it was: the items its mismatches are about; of a pair, the decision after. Undefined where nothing more can be told. */
export async function explainCase(
  { case: testCase, mismatches }: CaseResult,
  file: TestFile,
  pdp: TablePdp,
  deciding: CompiledProject,
): Promise<Account | undefined> {
  const wanted = mismatches.flatMap(({ items }) => (items ? [items] : []));
  if (wanted.length === 0) return undefined;
  const { pdp: remembering, last } = rememberInputs(pdp);
  const run = createCaseRunner({ project: deciding.project, pdp: remembering, starts: file.trigger.starts });
  const { decision, record } = await run(testCase.kind === 'pair' ? testCase.after : testCase.inputs, true);
  const decidedOn = last();
  const account = accountOf(
    { decision, record, native: null, log: { place: '', isWritten: false }, ...(decidedOn && { decidedOn }) },
    pdp,
    deciding,
  );
  const isWanted = (kind: string, about: string): boolean =>
    wanted.some(
      (items: ItemsOf) =>
        items.kind === 'any' || (items.kind === kind && (items.names === undefined || items.names.includes(about))),
    );
  const items = account.items.filter(({ kind, about }) => isWanted(kind, about));
  // how a source was read stands beside what was read of it
  return items.length === 0 && account.governed ? undefined : { ...account, items, sources: [] };
}
