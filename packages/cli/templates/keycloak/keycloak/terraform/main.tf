# Assay's gate in a realm. The JAR of the provider has to be on the server first.
# Client profiles and policies are lists: where others of yours are managed here too, ours comes last by `depends_on`.
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
  default     = "my-realm"
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
  name        = "assay"
  description = "Assay is asked before a token is issued. Its executor is the last one."

  executor {
    name = "assay-issuance"
  }
}

resource "keycloak_realm_client_policy_profile_policy" "assay" {
  realm_id    = data.keycloak_realm.this.id
  name        = "assay"
  description = "Every client of the realm. The last policy, so that nothing changes what was decided."
  enabled     = true
  profiles    = [keycloak_realm_client_policy_profile.assay.name]

  condition {
    name = "any-client"
  }
}

resource "keycloak_openid_client_scope" "assay" {
  realm_id               = data.keycloak_realm.this.id
  name                   = "assay"
  description            = "Introspection and userinfo tell what Assay decided."
  include_in_token_scope = false
}

resource "keycloak_generic_protocol_mapper" "assay_introspection" {
  realm_id        = data.keycloak_realm.this.id
  client_scope_id = keycloak_openid_client_scope.assay.id
  name            = "assay-introspection"
  protocol        = "openid-connect"
  protocol_mapper = "assay-introspection"
  config = {
    "access.token.claim"        = "false"
    "id.token.claim"            = "false"
    "introspection.token.claim" = "true"
    "userinfo.token.claim"      = "true"
  }
}

resource "keycloak_openid_default_client_scope" "assay" {
  realm_id        = data.keycloak_realm.this.id
  client_scope_id = keycloak_openid_client_scope.assay.id
}

# Clients that are there already do not get a default client scope of the realm: `assay deploy keycloak --apply` gives it to them,
# or add it to their keycloak_openid_client_default_scopes.

resource "keycloak_generic_protocol_mapper" "assay_saml" {
  for_each        = var.saml_clients
  realm_id        = data.keycloak_realm.this.id
  client_id       = each.value
  name            = "assay-saml"
  protocol        = "saml"
  protocol_mapper = "assay-saml"
  config          = {}
}

resource "keycloak_realm_events" "assay" {
  realm_id             = data.keycloak_realm.this.id
  admin_events_enabled = true
  events_listeners     = var.events_listeners
}
