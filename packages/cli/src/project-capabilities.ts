// SPDX-License-Identifier: Apache-2.0
import type { Project } from '@assay/policy';
import { capabilityMatrix } from './capability-matrix.ts';
import { TARGETS } from './idps.ts';

/** Effect by target: a row for each effect, which begins with its name; a cell for each target whose settings can be read, and for each further kind of its events. */
export interface ProjectCapabilities {
  readonly targets: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the targets of a project can carry out under their settings. */
export function projectCapabilities(targets: Project['targets']): ProjectCapabilities {
  const triggers = targets.flatMap(({ name, settings }) => {
    const configured = TARGETS.get(name.value)?.(settings);
    return configured?.ok ? configured.value.capabilities : [];
  });
  return { targets: triggers.map(({ name }) => name), rows: capabilityMatrix(triggers) };
}
