// SPDX-License-Identifier: Apache-2.0
import { jsonFile, type Auth0FilesOptions, type OutputFile } from './options.ts';
import { profilesOf } from './profiles.ts';
import { DEPLOYED_TRIGGERS, RUNTIME } from './triggers.ts';

/**
 * The folder the Auth0 Deploy CLI imports. There is no `triggers/triggers.json`: its import replaces all bindings of a trigger, those of others too.
 * A secret's value is the keyword of its name, which the CLI replaces by what its configuration or its environment has: between `@@` as JSON, where
 * between `##` the quotes and line ends of a key would break the file.
 */
export function deployCliFiles(options: Auth0FilesOptions): readonly OutputFile[] {
  const { trigger, name, code, secrets } = options;
  const codePath = `actions/${name}/code.js`;
  return [
    jsonFile(`deploy-cli/actions/${name}.json`, {
      name,
      code: `./${codePath}`, // relative to the folder that is imported
      runtime: RUNTIME,
      dependencies: [],
      secrets: secrets.map((secret) => ({ name: secret, value: `@@${secret}@@` })),
      supported_triggers: [{ id: trigger, version: DEPLOYED_TRIGGERS[trigger].version }],
      deployed: true,
    }),
    { path: `deploy-cli/${codePath}`, text: code },
    ...profilesOf(options).map((profile) =>
      jsonFile(`deploy-cli/token-exchange-profiles/${profile.name}.json`, {
        name: profile.name,
        type: 'custom_authentication',
        subject_token_type: profile.subjectTokenType,
        action: name,
      }),
    ),
    jsonFile('deploy-cli/config.example.json', exampleConfig(options)),
  ];
}

/**
 * The least an import may do: what is in the folder, and no deletion (with it, every Action that is not in the folder goes).
 * Each secret is a keyword here, empty: the CLI would import the name of a keyword it does not know as the secret's value.
 */
const exampleConfig = ({ trigger, secrets }: Auth0FilesOptions): object => ({
  AUTH0_DOMAIN: '<tenant>.auth0.com',
  AUTH0_CLIENT_ID: '',
  AUTH0_INCLUDED_ONLY:
    DEPLOYED_TRIGGERS[trigger].runsBy === 'profile' ? ['actions', 'tokenExchangeProfiles'] : ['actions'],
  AUTH0_ALLOW_DELETE: false,
  AUTH0_KEYWORD_REPLACE_MAPPINGS: Object.fromEntries(secrets.map((secret) => [secret, ''])),
});
