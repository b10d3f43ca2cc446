// SPDX-License-Identifier: Apache-2.0
import { nameOfThrown } from '@assay/core/errors';
import { own } from '@assay/core/model';
import { enforce, type Ports } from '@assay/core/pep';
import type {
  Context,
  PreTokenGenerationTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
  PreTokenGenerationV3TriggerEvent,
} from 'aws-lambda';
import { createAttemptIds } from '../attempt-id.ts';
import { cognito } from '../cognito.ts';
import type { CognitoSettings } from '../settings.ts';

type AnyEvent = PreTokenGenerationTriggerEvent | PreTokenGenerationV2TriggerEvent | PreTokenGenerationV3TriggerEvent;

/** A Lambda handler for the trigger: async, which is the only kind Node 24 and later take. */
export type PreTokenGenerationHandler = <E extends AnyEvent>(
  event: E,
  lambdaContext?: Pick<Context, 'awsRequestId'>,
) => Promise<E>;

/** What a host gives. Ids and the budget are the adapter's to say. */
export type HandlerPorts = Omit<Ports, 'newId' | 'budgetMs'>;

type Native = (event: AnyEvent, lambdaContext?: Pick<Context, 'awsRequestId'>) => Promise<AnyEvent>;

/**
 * The Lambda handler: decides, records, and returns the event with its response, or throws what the client may see: a code and the id of the record. `host` is
 * called now, once; where it throws, every event is refused. `report` takes a line for operators.
 */
export function createHandler(
  settings: CognitoSettings,
  host: () => HandlerPorts,
  report: (line: string) => void,
): PreTokenGenerationHandler {
  return prepare(settings, host, report) as PreTokenGenerationHandler; // sound: the event that came in, its response replaced by one of the same version
}

function prepare(settings: CognitoSettings, host: () => HandlerPorts, report: (line: string) => void): Native {
  try {
    const ports = host();
    const newId = createAttemptIds(ports);
    const handle = enforce(cognito(settings), { ...ports, newId, budgetMs: settings.budgetMs });
    return async (event, lambdaContext) => {
      const request = own(lambdaContext, 'awsRequestId');
      const platform = typeof request === 'string' ? { aws_request: request } : {};
      const { answer } = await handle(event, platform).catch((cause: unknown) => {
        report(`assay: ${nameOfThrown(cause)}`);
        throw new Error(UNKNOWN);
      });
      if (answer.kind === 'throw') throw new Error(answer.message);
      return answer.event as unknown as AnyEvent; // sound: see above
    };
  } catch (cause) {
    const line = `assay: every event is refused: ${nameOfThrown(cause)}`;
    return async () => {
      report(line);
      throw new Error(UNKNOWN);
    };
  }
}

/** What a client sees where there is not even a record. */
const UNKNOWN = '[server_error]';
