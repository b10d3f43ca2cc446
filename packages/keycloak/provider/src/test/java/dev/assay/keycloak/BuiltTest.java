// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.services.clientpolicy.context.TokenRefreshResponseContext;

class BuiltTest {

    private static final ClientSessionContext CONTEXT = new Proxies().as(ClientSessionContext.class);

    private static AccessTokenResponseBuilder builder(EventBuilder event) {
        return new TokenManager().responseBuilder(null, new Proxies().as(ClientModel.class), event, null, null, CONTEXT);
    }

    @Test
    void reachesTheBuilderOfAnEventOfThisKeycloak() {
        AccessTokenResponseBuilder builder = builder(null);
        assertSame(builder, Built.of(new TokenRefreshResponseContext(null, builder)));
        assertSame(CONTEXT, Built.context(builder));
    }

    /** As the classes of Keycloak 26.8 are shaped: the getter is on a base class. That server was not run. */
    @Test
    void reachesTheBuilderOfAnEventOf268() {
        AccessTokenResponseBuilder builder = builder(null);
        assertSame(builder, Built.of(new TokenExchangeResponseContext(builder)));
        assertNull(Built.of("an event without tokens"));
    }

    @Test
    void doesWithoutAnEventToAddADetailTo() {
        assertDoesNotThrow(() -> Built.detail(builder(null), "assay_decision", "r1"));
    }

    public abstract static class AbstractTokenResponseContext {
        private final AccessTokenResponseBuilder builder;

        AbstractTokenResponseContext(AccessTokenResponseBuilder builder) {
            this.builder = builder;
        }

        public AccessTokenResponseBuilder getAccessTokenResponseBuilder() {
            return builder;
        }
    }

    public static final class TokenExchangeResponseContext extends AbstractTokenResponseContext {
        TokenExchangeResponseContext(AccessTokenResponseBuilder builder) {
            super(builder);
        }
    }
}
