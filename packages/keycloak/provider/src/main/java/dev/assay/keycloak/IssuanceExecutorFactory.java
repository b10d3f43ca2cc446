// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Makes executors, and holds what lives as long as the server: the settings and the bridge. */
public final class IssuanceExecutorFactory implements ClientPolicyExecutorProviderFactory {

    public static final String ID = "assay-issuance";

    private Bridge bridge;

    /** The factory of this server. */
    public static IssuanceExecutorFactory of(KeycloakSession session) {
        return of(session.getKeycloakSessionFactory());
    }

    public static IssuanceExecutorFactory of(KeycloakSessionFactory factory) {
        return (IssuanceExecutorFactory) factory.getProviderFactory(ClientPolicyExecutorProvider.class, ID);
    }

    /** The connection to the bridge. */
    public Bridge bridge() {
        return bridge;
    }

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return null;
    }

    @Override
    public void init(Config.Scope config) {
        bridge = new Bridge(Settings.of(config));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Asks the Assay bridge before a token is issued, and issues no more than it answers.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
