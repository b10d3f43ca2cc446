// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import { FUNCTION } from '../deploy/facts.ts';
import type { FunctionFacts } from './facts.ts';
import { foundAt, type Found } from './found-at.ts';

/** How the function runs that the trigger names as `arn`, where it is not as ours has to. Pure. */
export function configurationFindings(bound: FunctionFacts, arn: string): readonly DeploymentFinding[] {
  const found = foundAt(bound);
  return [...versionFindings(bound, arn, found), ...stateFindings(bound, found), ...settingFindings(bound, found)];
}

const LATEST = '$LATEST';

/** Of an alias or a version, what was read may be another one than is bound. */
function versionFindings(bound: FunctionFacts, arn: string, found: Found): readonly DeploymentFinding[] {
  const version = bound.version ?? LATEST;
  if (bound.arn === arn || (arn.split(':')[7] ?? LATEST) === version) return [];
  return [
    found('/Version', {
      code: 'function-version-differs',
      severity: 'warning',
      message: `the trigger names \`${arn}\`, and what was read is version ${version}`,
      help: 'read what is bound: `aws lambda get-function --function-name` with all of that ARN',
    }),
  ];
}

function stateFindings({ state, lastUpdate }: FunctionFacts, found: Found): readonly DeploymentFinding[] {
  const findings: DeploymentFinding[] = [];
  // one that was not asked for long is `Inactive`, and wakes up
  if (state !== undefined && state !== 'Active' && state !== 'Inactive')
    findings.push(
      found('/State', {
        code: 'function-not-active',
        severity: state === 'Pending' ? 'warning' : 'error',
        message: `the function is ${state}`,
        help: 'see `StateReason` of the function',
      }),
    );
  if (lastUpdate === 'Failed')
    findings.push(
      found('/LastUpdateStatus', {
        code: 'function-not-active',
        severity: 'error',
        message: 'the last update of the function failed',
        help: 'see `LastUpdateStatusReason`, and deploy it again',
      }),
    );
  return findings;
}

function settingFindings(
  { handler, runtime, timeoutSeconds }: FunctionFacts,
  found: Found,
): readonly DeploymentFinding[] {
  const findings: DeploymentFinding[] = [];
  if (handler !== undefined && handler !== FUNCTION.handler)
    findings.push(
      found('/Handler', {
        code: 'function-handler',
        severity: 'error',
        message: `the handler is \`${handler}\``,
        help: `set it to \`${FUNCTION.handler}\``,
      }),
    );
  if (runtime !== undefined && !FUNCTION.runtimes.some((known) => known === runtime))
    findings.push(
      found('/Runtime', {
        code: 'function-runtime',
        severity: 'error',
        message: `the runtime is ${runtime}`,
        help: `set it to ${FUNCTION.runtimes.join(' or ')}`,
      }),
    );
  if (timeoutSeconds !== undefined && timeoutSeconds < FUNCTION.timeoutSeconds)
    findings.push(
      found('/Timeout', {
        code: 'function-timeout',
        severity: 'warning',
        message: `the function is stopped after ${timeoutSeconds} s, maybe before its own time limit can refuse a token with a reason`,
        help: `set it to ${FUNCTION.timeoutSeconds}`,
      }),
    );
  return findings;
}
