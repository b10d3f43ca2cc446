// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes {@link StepUpAuthenticator}; it has nothing to configure. */
public final class StepUpAuthenticatorFactory implements AuthenticatorFactory {

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

    @Override
    public String getReferenceCategory() {
        return null;
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
