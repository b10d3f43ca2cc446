// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { NAMES, OIDC, SAML } from '../realm/names.ts';
import { POLICY, profileOf, SCOPES, type DeployOptions, type DesiredScope } from './desired.ts';

/** A string between double quotes, as HCL writes it. It may hold neither `${` nor `%{`. */
const quoted = (value: unknown): string => JSON.stringify(value);

/** `main.tf`, for the provider keycloak/keycloak, as `terraform fmt` lays it out. Pure. */
export function terraformMain(options: DeployOptions & { readonly realm: string }): string {
  return `# Assay's gate in a realm. The JAR of the provider has to be on the server first.
# Client profiles and policies are lists: where others of yours are managed here too, ours comes last by \`depends_on\`.
terraform {
  required_version = ">= 1.5"
  required_providers {
    keycloak = {
      source  = "keycloak/keycloak"
      version = ">= 5.1"
    }
  }
}

variable "realm" {
  description = "The realm whose tokens are decided on."
  type        = string
  default     = ${quoted(options.realm)}
}

variable "saml_clients" {
  description = "Ids (not client ids) of SAML clients, by a name of yours."
  type        = map(string)
  default     = {}
}

variable "events_listeners" {
  description = "Every event listener of the realm, which Terraform sets: those it has today. Assay's listens in every realm, and is not among them."
  type        = list(string)
  default     = ["jboss-logging"]
}

data "keycloak_realm" "this" {
  realm = var.realm
}

resource "keycloak_realm_client_policy_profile" "assay" {
  realm_id    = data.keycloak_realm.this.id
  name        = ${quoted(NAMES.profile)}
  description = ${quoted(own(profileOf({}), 'description'))}

  executor {
    name = ${quoted(NAMES.executor)}
${configurationOf(options)}  }
}

resource "keycloak_realm_client_policy_profile_policy" "assay" {
  realm_id    = data.keycloak_realm.this.id
  name        = ${quoted(NAMES.policy)}
  description = ${quoted(POLICY['description'])}
  enabled     = true
  profiles    = [keycloak_realm_client_policy_profile.assay.name]

  condition {
    name = ${quoted(NAMES.condition)}
  }
}

${SCOPES.filter(({ protocol }) => protocol === OIDC)
  .map(scopeBlocks)
  .join('\n')}
# Clients that are there already do not get a default client scope of the realm: \`assay deploy keycloak --apply\` gives it to them,
# or add it to their keycloak_openid_client_default_scopes.

${SCOPES.filter(({ protocol }) => protocol === SAML)
  .map(samlMapper)
  .join('\n')}
resource "keycloak_realm_events" "assay" {
  realm_id             = data.keycloak_realm.this.id
  admin_events_enabled = true
  events_listeners     = var.events_listeners
}
`;
}

function configurationOf({ observeClients, userAttributes }: DeployOptions): string {
  const lines = [
    ...(observeClients ? [`      observe-clients = jsonencode([${observeClients.map(quoted).join(', ')}])`] : []),
    ...(userAttributes ? [`      user-attributes = jsonencode([${userAttributes.map(quoted).join(', ')}])`] : []),
  ];
  return lines.length === 0 ? '' : `    configuration = {\n${lines.join('\n')}\n    }\n`;
}

function scopeBlocks({ name, description, mapper }: DesiredScope): string {
  const width = Math.max(...Object.keys(mapper.config).map((key) => key.length)) + 2;
  return `resource "keycloak_openid_client_scope" "assay" {
  realm_id               = data.keycloak_realm.this.id
  name                   = ${quoted(name)}
  description            = ${quoted(description)}
  include_in_token_scope = false
}

resource "keycloak_generic_protocol_mapper" "assay_introspection" {
  realm_id        = data.keycloak_realm.this.id
  client_scope_id = keycloak_openid_client_scope.assay.id
  name            = ${quoted(mapper.name)}
  protocol        = ${quoted(OIDC)}
  protocol_mapper = ${quoted(mapper.provider)}
  config = {
${Object.entries(mapper.config)
  .map(([key, value]) => `    ${quoted(key).padEnd(width)} = ${quoted(value)}`)
  .join('\n')}
  }
}

resource "keycloak_openid_default_client_scope" "assay" {
  realm_id        = data.keycloak_realm.this.id
  client_scope_id = keycloak_openid_client_scope.assay.id
}
`;
}

function samlMapper({ mapper }: DesiredScope): string {
  return `resource "keycloak_generic_protocol_mapper" "assay_saml" {
  for_each        = var.saml_clients
  realm_id        = data.keycloak_realm.this.id
  client_id       = each.value
  name            = ${quoted(mapper.name)}
  protocol        = ${quoted(SAML)}
  protocol_mapper = ${quoted(mapper.provider)}
  config          = {}
}
`;
}
