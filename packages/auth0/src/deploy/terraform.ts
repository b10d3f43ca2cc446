// SPDX-License-Identifier: Apache-2.0
import type { Auth0FilesOptions, OutputFile } from './options.ts';
import { profilesOf, type Profile } from './profiles.ts';
import { DEPLOYED_TRIGGERS, RUNTIME } from './triggers.ts';

/**
 * A Terraform module, as `terraform fmt` writes it. It binds with `auth0_trigger_action`, which appends one binding: `auth0_trigger_actions` would
 * take over those of others. Secrets are write-only, so that no state holds them: that needs Terraform 1.11 and version 1.52 of the provider.
 */
export function terraformFiles(options: Auth0FilesOptions): readonly OutputFile[] {
  const bound = DEPLOYED_TRIGGERS[options.trigger].runsBy === 'binding';
  return [
    {
      path: 'terraform/main.tf',
      text: blocks([
        `# ${options.name}: the policy of digest ${options.digest}`,
        REQUIREMENTS,
        action(options),
        ...(bound ? [binding(options)] : []),
        ...profilesOf(options).map(profile),
      ]),
    },
    { path: 'terraform/variables.tf', text: blocks(variables(options, bound)) },
  ];
}

/** What is written here is of alphabets without quotes and `{` (see check-options.ts): none of it needs to be escaped. */
const blocks = (texts: readonly string[]): string => `${texts.join('\n\n')}\n`;

const variableOf = (secret: string): string => `secret_${secret.toLowerCase()}`;

const REQUIREMENTS = `terraform {
  required_version = ">= 1.11"

  required_providers {
    auth0 = {
      source  = "auth0/auth0"
      version = ">= 1.52, < 2.0"
    }
  }
}`;

const action = ({ trigger, name, secrets }: Auth0FilesOptions): string => `resource "auth0_action" "assay" {
  name    = "${name}"
  runtime = "${RUNTIME}"
  deploy  = true
  code    = file("\${path.module}/../code.js")

  supported_triggers {
    id      = "${trigger}"
    version = "${DEPLOYED_TRIGGERS[trigger].version}"
  }
${secrets.map(secretBlock).join('')}${secrets.length > 0 ? '\n  secrets_wo_version = var.secrets_version\n' : ''}}`;

const secretBlock = (secret: string): string => `
  secrets_wo {
    name  = "${secret}"
    value = var.${variableOf(secret)}
  }
`;

const binding = ({ trigger, name }: Auth0FilesOptions): string => `resource "auth0_trigger_action" "assay" {
  count = var.bind ? 1 : 0

  trigger      = "${trigger}"
  action_id    = auth0_action.assay.id
  display_name = "${name}"
}`;

const profile = ({ name, subjectTokenType, number }: Profile): string =>
  `resource "auth0_token_exchange_profile" "assay${number && `_${number}`}" {
  name               = "${name}"
  subject_token_type = "${subjectTokenType}"
  action_id          = auth0_action.assay.id
  type               = "custom_authentication"
}`;

function variables({ secrets }: Auth0FilesOptions, bound: boolean): readonly string[] {
  const bind = `variable "bind" {
  description = "Whether the trigger runs the Action; false takes it out and keeps it."
  type        = bool
  default     = true
}`;
  const version = `variable "secrets_version" {
  description = "Raise it when the value of a secret changes: Terraform does not see that."
  type        = number
  default     = 1
}`;
  const all = [
    ...(bound ? [bind] : []),
    ...secrets.map(
      (secret) => `variable "${variableOf(secret)}" {
  description = "The secret ${secret} of the Action."
  type        = string
  sensitive   = true
  ephemeral   = true
  nullable    = false
}`,
    ),
    ...(secrets.length > 0 ? [version] : []),
  ];
  return all.length > 0 ? all : ['# There is nothing to set.'];
}
