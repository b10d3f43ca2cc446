// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Makes the post-processor. Nothing else names its types, because Keycloak 26.5 does not have them. */
public final class IssuancePostProcessorFactory implements TokenPostProcessorFactory {

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new IssuancePostProcessor(session);
    }

    @Override
    public String getId() {
        return IssuanceExecutorFactory.ID;
    }
}
