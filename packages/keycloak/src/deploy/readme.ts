// SPDX-License-Identifier: Apache-2.0
import { NAMES } from '../realm/names.ts';

const OPTION = 'KC_SPI_CLIENT_POLICY_EXECUTOR__ASSAY_ISSUANCE__';

/** What to do with the files. Pure. */
export function readme({ realm }: { readonly realm: string }): string {
  return `Assay in front of every token of the realm ${realm}

1. The provider. Put assay-keycloak-0.1.0.jar into providers/ of every server of the cluster, and tell the server where the bridge is (assay serve).
   The token is one of the bridge's, given by a file or the environment; neither it nor the address belongs into a realm, which is exported in clear.

     ${OPTION}BRIDGE_URL=https://bridge.example.com:8181
     ${OPTION}BRIDGE_TOKEN_FILE=/run/secrets/assay-bridge

   Or, in place of the file, ${OPTION}BRIDGE_TOKEN, or, for mutual TLS, ${OPTION}KEYSTORE
   and ${OPTION}KEYSTORE_PASSWORD. Further: ${OPTION}TIMEOUT_MS (300)
   and ${OPTION}MAX_CONCURRENT (200). Then: bin/kc.sh build, and restart.

2. The realm, by one of these. The provider comes first: a server without it refuses the client profile.

     assay deploy keycloak --url https://sso.example.com --realm ${realm} --user admin --dry-run
         The one that does all of it, shows it first, and keeps what is there. Then the same with --apply.
     bash kcadm.sh
         The same with Keycloak's own tool and jq.
     terraform/main.tf
         All but the default client scope of clients that are there already.
     keycloak-config-cli.json
         It sets all client profiles and policies of the realm: put yours into the file, before ours. Add \`${NAMES.scope}\` and \`${NAMES.samlScope}\` to
         defaultDefaultClientScopes, and to defaultClientScopes of your clients, where your files name them.
     realm.json and client-scopes.json
         Members for the JSON of a realm. Client scopes belong into it only where it has clientScopes already: otherwise Keycloak would make none of its own.

3. The proof.

     assay coverage keycloak --url https://sso.example.com --realm ${realm} --user admin

   It exits with 1 while a grant of a client passes the gate by.

What is put there: client profile and client policy \`${NAMES.profile}\` (executor ${NAMES.executor}, for any client, last), client scopes \`${NAMES.scope}\`
and \`${NAMES.samlScope}\`, which carry the mappers ${NAMES.mapper} and ${NAMES.samlMapper} and are in no token,
and admin events. The event listener ${NAMES.listener} listens in every realm of a server that has the provider.

Begin with clients that are only observed, and with mode: observe in assay.yaml. A gate for any client is also one for the realm's own consoles:
a policy that refuses them (account-console, security-admin-console, admin-cli) locks people out, but for the admins of the realm master.
`;
}
