// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import { configurationFindings } from './configuration-findings.ts';
import type { ExpectedFunction } from './expected.ts';
import type { FunctionFacts, UserPoolFacts } from './facts.ts';
import { foundAt } from './found-at.ts';

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
      foundAt(trigger)('', {
        code: 'function-not-told',
        severity: 'error',
        message: `what the function \`${trigger.arn}\` runs is not among what was read`,
        help: 'add `--from` the output of `aws lambda get-function --function-name` with that ARN',
      }),
    ];
  if (!isOurs)
    return [
      foundAt(bound)('', {
        code: 'other-function',
        severity: 'error',
        message:
          'the function that is bound is not one `assay build` wrote, as far as its tags, description and code tell',
        help: 'bind the function of the artefact',
      }),
    ];
  return [...configurationFindings(bound, trigger.arn), ...(expected ? comparedWith(expected, bound) : [])];
}

function comparedWith(expected: ExpectedFunction, bound: FunctionFacts): readonly DeploymentFinding[] {
  const found = foundAt(bound);
  const { digest, codeSha256, variables } = bound;
  const help = '`assay build`, and deploy what it writes';
  const missing = variables === undefined ? [] : expected.secrets.filter((name) => !variables.includes(name));
  const findings = missing.map((name) =>
    found('/Environment/Variables', {
      code: 'secret-missing',
      severity: 'error',
      message: `the environment has no \`${name}\`, which the code reads`,
      help: 'give it a value',
    }),
  );
  if (codeSha256 === expected.codeSha256) return findings;
  if (digest !== expected.digest)
    findings.push(
      found('', {
        code: 'policy-differs',
        severity: 'error',
        message: `policy ${digest ?? 'of no known digest'} is deployed, and the project is ${expected.digest}`,
        help,
      }),
    );
  else if (codeSha256 !== undefined)
    findings.push(
      found('/CodeSha256', {
        code: 'code-differs',
        severity: 'error',
        message:
          'the policy is said to be the one of the project, and the code is not what the build of today writes: another version built it, or it was changed',
        help,
      }),
    );
  return findings;
}
