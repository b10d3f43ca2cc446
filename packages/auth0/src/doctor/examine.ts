// SPDX-License-Identifier: Apache-2.0
import type { DeployedArtefact, DeploymentReport } from '@assay/core/pep';
import { actionFindings } from './action-findings.ts';
import { isBound, oursOf } from './bound.ts';
import { coverageFindings } from './coverage-findings.ts';
import { coverageOf } from './coverage.ts';
import type { ExpectedAction } from './expected.ts';
import type { TenantFacts } from './facts.ts';
import { neighbourFindings } from './neighbour-findings.ts';

/** What is deployed in a tenant, what is wrong with it, and which clients pass it by; also compared with what a project makes. Pure. */
export function examineTenant(facts: TenantFacts, expected: readonly ExpectedAction[] = []): DeploymentReport {
  const ours = oursOf(facts, expected);
  const coverage = coverageOf(facts, ours);
  const artefacts = ours.map((our): DeployedArtefact => {
    const made = expected.find(({ target }) => target === our.target);
    return {
      target: our.target,
      name: our.action.name,
      file: our.action.file,
      digest: our.digest,
      isBound: isBound(our, facts) === true,
      code: made === undefined ? 'not_compared' : made.code === our.action.code ? 'same' : 'differs',
    };
  });
  const findings = [
    ...actionFindings(facts, ours, expected),
    ...neighbourFindings(facts, ours),
    ...coverageFindings(facts, coverage),
  ];
  return { artefacts, findings, ...coverage };
}
