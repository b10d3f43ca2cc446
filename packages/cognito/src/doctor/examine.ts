// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding, DeploymentReport } from '@assay/core/pep';
import { clientFindings } from './client-findings.ts';
import { coverageOf, GRANTS } from './coverage.ts';
import type { ExpectedFunction } from './expected.ts';
import type { UserPoolFacts } from './facts.ts';
import { boundFunction, functionFindings } from './function-findings.ts';
import { triggerFindings } from './trigger-findings.ts';

const TARGET = 'cognito/pre-token-generation';

/** What is bound to a user pool, what is wrong with it, and which clients pass it by; with `expected`, also compared with a project. Pure. */
export function examineUserPool(facts: UserPoolFacts, expected?: ExpectedFunction): DeploymentReport {
  const bound = boundFunction(facts);
  const isSame = expected !== undefined && bound?.codeSha256 === expected.codeSha256;
  const isOurs = bound !== undefined && (isSame || bound.digest !== undefined);
  const clients = coverageOf(facts, !bound ? 'not_told' : isOurs ? 'ours' : 'other');
  const findings: readonly DeploymentFinding[] = [
    ...triggerFindings(facts, expected?.settings),
    ...functionFindings(facts, isOurs, expected),
    ...clientFindings(facts, clients, expected?.settings),
  ];
  const code = !expected || bound?.codeSha256 === undefined ? 'not_compared' : isSame ? 'same' : 'differs';
  const digest = isSame ? expected.digest : bound?.digest;
  const artefacts = isOurs
    ? [
        {
          target: TARGET,
          name: bound.arn,
          file: bound.file,
          ...(digest !== undefined && { digest }),
          isBound: true,
          code,
        } as const,
      ]
    : [];
  return { artefacts, findings, grants: GRANTS, clients };
}
