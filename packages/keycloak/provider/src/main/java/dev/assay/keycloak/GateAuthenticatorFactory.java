// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** Makes {@link GateAuthenticator}; it has nothing to configure. */
public final class GateAuthenticatorFactory extends SilentAuthenticatorFactory {

    public static final String ID = "assay-gate";

    @Override
    public Authenticator create(KeycloakSession session) {
        return new GateAuthenticator();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Assay: gate for SAML clients";
    }

    @Override
    public String getHelpText() {
        return "Asks the Assay bridge before an assertion is built for a SAML client, and refuses the login where the policy does. The last of the flow.";
    }
}
