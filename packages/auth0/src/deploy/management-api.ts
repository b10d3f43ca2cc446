// SPDX-License-Identifier: Apache-2.0
import { jsonFile, type Auth0FilesOptions, type OutputFile } from './options.ts';
import { profilesOf } from './profiles.ts';
import { DEPLOYED_TRIGGERS, RUNTIME } from './triggers.ts';

/** Stands where the id goes that the tenant gives the Action. */
const ACTION_ID = '<id of the Action>';

/**
 * The bodies of the Management API v2. The binding is one element, not a body: `PATCH /actions/triggers/{id}/bindings` replaces the list,
 * so that the element has to be added to what `GET` of the same path gives.
 */
export function managementApiFiles(options: Auth0FilesOptions): readonly OutputFile[] {
  const { trigger, name, code, secrets } = options;
  const { version, runsBy } = DEPLOYED_TRIGGERS[trigger];
  return [
    jsonFile('management-api/create-action.json', {
      name,
      supported_triggers: [{ id: trigger, version }],
      code,
      dependencies: [],
      runtime: RUNTIME,
      secrets: secrets.map((secret) => ({ name: secret })),
    }),
    ...(runsBy === 'binding'
      ? [
          jsonFile('management-api/bind-action.json', {
            ref: { type: 'action_name', value: name },
            display_name: name,
          }),
        ]
      : []),
    ...profilesOf(options).map((profile) =>
      jsonFile(`management-api/token-exchange-profile${profile.number && `-${profile.number}`}.json`, {
        name: profile.name,
        subject_token_type: profile.subjectTokenType,
        action_id: ACTION_ID,
        type: 'custom_authentication',
      }),
    ),
  ];
}
