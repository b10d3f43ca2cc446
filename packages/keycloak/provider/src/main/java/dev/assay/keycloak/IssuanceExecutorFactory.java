// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Makes executors, and holds what lives as long as the server: the settings and the bridge. */
public final class IssuanceExecutorFactory implements ClientPolicyExecutorProviderFactory {

    public static final String ID = "assay-issuance";

    private static final Logger LOG = Logger.getLogger(IssuanceExecutorFactory.class);

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
        return new IssuanceExecutor(session, bridge);
    }

    @Override
    public void init(Config.Scope config) {
        Settings settings = Settings.of(config);
        if (settings.bridgeUrl() == null) {
            LOG.warn("assay: no bridge-url is set; every token of a realm that has the executor assay-issuance will be refused");
        } else if (settings.bridgeUrl().startsWith("http://") && !settings.loopback()) {
            LOG.warn("assay: the bridge is reached over plain http; the facts of every token cross the network unprotected");
        }
        bridge = new Bridge(settings);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        bridge.start(factory);
    }

    @Override
    public void close() {
        if (bridge != null) {
            bridge.close();
        }
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Asks the Assay bridge before a token is issued, and issues no more than it answers. Keep it the last executor.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(
                new ProviderConfigProperty(
                        "user-attributes",
                        "User attributes",
                        "The most that may be sent to the bridge of a user's attributes; empty: those the policy reads.",
                        ProviderConfigProperty.MULTIVALUED_STRING_TYPE,
                        null),
                new ProviderConfigProperty(
                        "observe-clients",
                        "Observed clients",
                        "Clients whose tokens are issued as Keycloak built them where the bridge cannot be asked.",
                        ProviderConfigProperty.MULTIVALUED_STRING_TYPE,
                        null));
    }
}
