// SPDX-License-Identifier: Apache-2.0
import { enforce, type Ports } from '@assay/core/pep';
import type {
  Context,
  PreTokenGenerationTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
  PreTokenGenerationV3TriggerEvent,
} from 'aws-lambda';
import { cognito } from '../cognito.ts';
import type { CognitoSettings } from '../settings.ts';

type AnyEvent = PreTokenGenerationTriggerEvent | PreTokenGenerationV2TriggerEvent | PreTokenGenerationV3TriggerEvent;

/** A Lambda handler for the trigger: async, which is the only kind Node 24 and later take. */
export type PreTokenGenerationHandler = <E extends AnyEvent>(
  event: E,
  lambdaContext?: Pick<Context, 'awsRequestId'>,
) => Promise<E>;

/**
 * The Lambda handler: decides, records, and returns the event with its response, or throws what the client may see. Build it once, outside of
 * the handler, so that a warm start has nothing to load.
 */
export function createHandler(settings: CognitoSettings, ports: Ports): PreTokenGenerationHandler {
  const handle = enforce(cognito(settings), ports);
  return async <E extends AnyEvent>(event: E, lambdaContext?: Pick<Context, 'awsRequestId'>) => {
    const { answer } = await handle(
      event,
      lambdaContext === undefined ? {} : { aws_request: lambdaContext.awsRequestId },
    );
    if (answer.kind === 'throw') throw new Error(answer.message);
    return answer.event as unknown as E; // sound: the event that came in, its response replaced by one of the same version
  };
}
