// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, isObject, own } from '@assay/core/model';
import { DIGEST_TAG } from '../deploy/facts.ts';
import type { FunctionFacts, Place } from './facts.ts';

const DIGEST = /sha256-[0-9a-f]{64}/;

/** What the description of our function says, as SAM, CDK and Terraform write it. */
const DESCRIPTION = /^Assay at pre token generation, policy (sha256-[0-9a-f]{64})$/;

/** Reads a function's configuration. Of its environment only the names are read. */
export function functionOf(value: unknown, place: Place, tags: unknown, problems: Problem[]): FunctionFacts {
  const f = fieldsOf(value, place.path, problems);
  const text = (name: string, as: keyof FunctionFacts): object => {
    const found = f.textOr(name, undefined);
    return found === undefined ? {} : { [as]: found };
  };
  const variables = own(own(value, 'Environment'), 'Variables');
  const tag = own(tags, DIGEST_TAG);
  const tagged = typeof tag === 'string' ? DIGEST.exec(tag)?.[0] : undefined;
  const digest = tagged ?? DESCRIPTION.exec(f.textOr('Description', ''))?.[1];
  const timeoutSeconds = f.integerOr('Timeout', undefined);
  return {
    ...place,
    arn: f.text('FunctionArn'),
    ...text('CodeSha256', 'codeSha256'),
    ...text('Runtime', 'runtime'),
    ...text('Handler', 'handler'),
    ...text('State', 'state'),
    ...text('LastUpdateStatus', 'lastUpdate'),
    ...text('Version', 'version'),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    // Lambda leaves an empty environment out, and says `Error` for one it could not open
    ...(own(own(value, 'Environment'), 'Error') === undefined && {
      variables: isObject(variables) ? Object.keys(variables) : [],
    }),
    ...(digest !== undefined && { digest }),
  };
}
