// SPDX-License-Identifier: Apache-2.0
import type { Auth0FilesOptions, OutputFile } from './options.ts';
import { DEPLOYED_TRIGGERS } from './triggers.ts';

/** What an admin has to know, in five lines. */
export function readmeFile(options: Auth0FilesOptions): OutputFile {
  const { trigger, name, digest, secrets } = options;
  const { version, runsBy } = DEPLOYED_TRIGGERS[trigger];
  const needs = secrets.length === 0 ? 'no secret' : `these secrets: ${secrets.map((s) => `\`${s}\``).join(', ')}`;
  const [bind, rollBack] = runsBy === 'binding' ? boundBy(trigger) : BY_PROFILE;
  const lines = [
    `\`${name}\` is an Auth0 Action for the trigger ${trigger} ${version}: \`code.js\`, with the policy of digest \`${digest}\` inside. It needs ${needs}.`,
    `Deploy CLI: fill in a copy of \`deploy-cli/config.example.json\`, put AUTH0_CLIENT_SECRET and the secrets into the environment, then \`a0deploy import -c <copy> -i deploy-cli\`; never with AUTH0_ALLOW_DELETE, which deletes what is not in the folder.`,
    `Terraform: apply \`terraform/\`, alone or as a module, with \`code.js\` beside it. Management API: POST \`management-api/create-action.json\`, values of secrets added, to /api/v2/actions/actions; when its status is \`built\`, POST to /api/v2/actions/actions/{id}/deploy.`,
    bind,
    rollBack,
  ];
  return { path: 'README.md', text: `${lines.join('\n')}\n` };
}

const boundBy = (trigger: string): readonly [string, string] => [
  `Bind: Terraform does; otherwise drag it into the trigger in the dashboard, or add \`management-api/bind-action.json\` to the list that GET /api/v2/actions/triggers/${trigger}/bindings gives and PATCH that: it replaces all bindings of the trigger.`,
  `Roll back: deploy an earlier version of the Action (dashboard, Version History) or the folder of an earlier build; to switch it off, take its binding out again (Terraform: \`bind = false\`).`,
];

const BY_PROFILE: readonly [string, string] = [
  `Bind: a token exchange profile names the Action, and all but the Management API create it: there, POST \`management-api/token-exchange-profile*.json\` with the id of the Action to /api/v2/token-exchange-profiles.`,
  `Roll back: deploy an earlier version of the Action (dashboard, Version History) or the folder of an earlier build; to switch it off, delete the profile: then no token of its type is exchanged.`,
];
