// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import { FUNCTION } from '../deploy/facts.ts';
import type { ExpectedFunction } from './examine.ts';
import type { FunctionFacts, UserPoolFacts } from './facts.ts';

/** The function the trigger names: of an alias or a version, the one that was described. */
export function boundFunction({ trigger, functions }: UserPoolFacts): FunctionFacts | undefined {
  if (!trigger) return undefined;
  const same = functions.filter(({ arn }) => unqualified(arn) === unqualified(trigger.arn));
  return same.find(({ arn }) => arn === trigger.arn) ?? same[0];
}

/** An ARN of a function without its alias or version: `arn:aws:lambda:<region>:<account>:function:<name>`. */
const unqualified = (arn: string): string => arn.split(':').slice(0, 7).join(':');

/** What is wrong with the function the trigger names, and what it runs. Pure. */
export function functionFindings(
  facts: UserPoolFacts,
  isOurs: boolean,
  expected: ExpectedFunction | undefined,
): readonly DeploymentFinding[] {
  const { trigger } = facts;
  if (!trigger) return [];
  const bound = boundFunction(facts);
  if (!bound)
    return [
      {
        code: 'function-not-told',
        severity: 'error',
        file: trigger.file,
        path: trigger.path,
        message: `what the function \`${trigger.arn}\` runs is not among what was read`,
        help: 'add `--from` the output of `aws lambda get-function --function-name <its ARN>`',
      },
    ];
  const found = findingsAt(bound);
  if (!isOurs)
    return [
      found(
        'other-function',
        'error',
        '',
        'the function that is bound is not one `assay build` wrote, as far as its tags, description and code tell',
        'bind the function of the artefact',
      ),
    ];
  return [...runFindings(bound, trigger.arn), ...(expected ? comparedWith(expected, bound) : [])];
}

type Found = (
  code: string,
  severity: DeploymentFinding['severity'],
  member: string,
  message: string,
  help: string,
) => DeploymentFinding;

const findingsAt =
  ({ file, path }: FunctionFacts): Found =>
  (code, severity, member, message, help) => ({ code, severity, file, path: path + member, message, help });

function runFindings(bound: FunctionFacts, arn: string): readonly DeploymentFinding[] {
  const found = findingsAt(bound);
  const { runtime, handler, timeoutSeconds, state, lastUpdate } = bound;
  const findings: DeploymentFinding[] = [];
  if (bound.arn !== arn && (qualifierOf(arn) ?? '$LATEST') !== (bound.version ?? '$LATEST'))
    findings.push(
      found(
        'function-version-differs',
        'warning',
        '/Version',
        `the trigger names \`${arn}\`, and what was read is version ${bound.version ?? '$LATEST'}`,
        'read what is bound: `aws lambda get-function --function-name` with all of that ARN',
      ),
    );
  // one that was not asked for long is `Inactive`, and wakes up
  if (state !== undefined && state !== 'Active' && state !== 'Inactive')
    findings.push(
      found(
        'function-not-active',
        state === 'Pending' ? 'warning' : 'error',
        '/State',
        `the function is ${state}`,
        'see `StateReason` of the function',
      ),
    );
  if (lastUpdate === 'Failed')
    findings.push(
      found(
        'function-not-active',
        'error',
        '/LastUpdateStatus',
        'the last update of the function failed',
        'see `LastUpdateStatusReason`, and deploy it again',
      ),
    );
  if (handler !== undefined && handler !== FUNCTION.handler)
    findings.push(
      found(
        'function-handler',
        'error',
        '/Handler',
        `the handler is \`${handler}\``,
        `set it to \`${FUNCTION.handler}\``,
      ),
    );
  if (runtime !== undefined && !FUNCTION.runtimes.some((known) => known === runtime))
    findings.push(
      found(
        'function-runtime',
        'error',
        '/Runtime',
        `the runtime is ${runtime}`,
        `set it to ${FUNCTION.runtimes.join(' or ')}`,
      ),
    );
  return timeoutSeconds !== undefined && timeoutSeconds < FUNCTION.timeoutSeconds
    ? [
        ...findings,
        found(
          'function-timeout',
          'warning',
          '/Timeout',
          `the function is stopped after ${timeoutSeconds} s, before its own time limit can refuse a token with a reason`,
          `set it to ${FUNCTION.timeoutSeconds}`,
        ),
      ]
    : findings;
}

const qualifierOf = (arn: string): string | undefined => arn.split(':')[7];

function comparedWith(expected: ExpectedFunction, bound: FunctionFacts): readonly DeploymentFinding[] {
  const found = findingsAt(bound);
  const { digest, codeSha256, variables } = bound;
  const rebuild = '`assay build`, and deploy what it writes';
  const missing = variables === undefined ? [] : expected.secrets.filter((name) => !variables.includes(name));
  const findings = missing.map((name) =>
    found('secret-missing', 'error', '/Environment/Variables', `the environment has no \`${name}\``, `give it a value`),
  );
  if (codeSha256 === expected.codeSha256) return findings;
  if (digest !== expected.digest)
    findings.push(
      found(
        'policy-differs',
        'error',
        '',
        `policy ${digest ?? 'of no known digest'} is deployed, and the project is ${expected.digest}`,
        rebuild,
      ),
    );
  else if (codeSha256 !== undefined)
    findings.push(
      found(
        'code-differs',
        'error',
        '/CodeSha256',
        'the policy is said to be the one of the project, and the code is not what the build of today writes: another version built it, or it was changed',
        rebuild,
      ),
    );
  return findings;
}
