// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** Makes {@link StepUpAuthenticator}; it has nothing to configure. */
public final class StepUpAuthenticatorFactory extends SilentAuthenticatorFactory {

    public static final String ID = "assay-step-up";

    @Override
    public Authenticator create(KeycloakSession session) {
        return new StepUpAuthenticator();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Assay: step-up";
    }

    @Override
    public String getHelpText() {
        return "Asks the Assay bridge which level of authentication the tokens or the assertion will need, and asks for it. Before the conditional subflows of higher levels.";
    }
}
