// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '@assay/core/pdp';
import type { Diagnostic } from '../diagnostic.ts';
import { createReport, hasErrors } from '../diagnostics/report.ts';
import type { Project } from '../document/project.ts';
import { inputsOf } from '../expression/inputs.ts';
import { artefactOf, type Artefact } from './artefact.ts';
import { buildTable } from './build-table.ts';
import { draftPolicy } from './draft-policy.ts';
import { checkLibraries, sharedVariables } from './libraries.ts';
import { reportLimits } from './report-limits.ts';
import { reportOverlaps } from './report-overlaps.ts';
import { reportReserved } from './report-reserved.ts';
import { reportShared } from './report-shared.ts';
import { scopeFormsOf } from './scope-forms.ts';
import { slotNamesOf } from './slot-names.ts';
import { sourceOf, type PolicySource } from './source.ts';
import { isWhole } from './whole.ts';

export interface CompileOptions {
  /** Claims no rule may set or remove, beyond those the document's shape refuses. */
  readonly reserved?: readonly string[];
}

/** A policy set ready to decide: the table, its artefact, and the texts behind it. */
export interface CompiledPolicySet extends Artefact {
  readonly table: DecisionTable;
  readonly source: PolicySource;
}

export interface Compilation {
  /** Every mistake found, in the order of the policies. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent where one of the diagnostics is an error, and where a part of the project could not be read. */
  readonly compiled?: CompiledPolicySet;
}

/** Compiles the policies of a project to one decision table. Never throws for what a policy says: every mistake is a diagnostic. */
export function compileProject(project: Project, options: CompileOptions = {}): Compilation {
  const { diagnostics, report } = createReport();
  const inputs = inputsOf(project);
  const libraries = checkLibraries(project.libraries, inputs, report);
  const parts = { project, inputs, libraries, forms: scopeFormsOf(project.policies) };
  const drafts = project.policies.map((document) => draftPolicy(document, parts, report));
  reportOverlaps(project.policies, parts.forms, report);
  reportShared(project.policies, parts.forms, report);
  reportReserved(project, options.reserved ?? [], report);
  const shared = sharedVariables(libraries);
  if (hasErrors(diagnostics) || !isWhole(drafts, shared)) return { diagnostics };
  const { table, drafts: rules, depth } = buildTable(project, drafts, shared);
  reportLimits(table, rules, depth, report);
  if (hasErrors(diagnostics)) return { diagnostics };
  return {
    diagnostics,
    compiled: {
      table,
      ...artefactOf(table),
      source: sourceOf(project, rules, table.slots, slotNamesOf(drafts, libraries)),
    },
  };
}
