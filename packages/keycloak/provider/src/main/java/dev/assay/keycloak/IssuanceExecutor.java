// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.JWTAuthorizationGrantContext;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;
import org.keycloak.services.clientpolicy.context.TokenIntrospectContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshContext;
import org.keycloak.services.clientpolicy.context.UserInfoRequestContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/** Decides early where a denial must cost nothing, and shapes late, on every event that carries tokens. */
final class IssuanceExecutor implements ClientPolicyExecutorProvider<IssuanceExecutor.Configuration> {

    private static final Logger LOG = Logger.getLogger(IssuanceExecutor.class);

    private final KeycloakSession session;
    private final Bridge bridge;
    private RealmSettings settings = RealmSettings.NONE;

    IssuanceExecutor(KeycloakSession session, Bridge bridge) {
        this.session = session;
        this.bridge = bridge;
    }

    @Override
    public String getProviderId() {
        return IssuanceExecutorFactory.ID;
    }

    @Override
    public Class<Configuration> getExecutorConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public void setupConfiguration(Configuration configuration) {
        settings = configuration == null ? RealmSettings.NONE : configuration.settings();
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        String event = context.getEvent().name();
        try {
            if (Grants.early(event) != null) {
                early(context);
            } else if (Grants.late(event) != null) {
                late(context, event, Grants.late(event));
            } else if (context instanceof UserInfoRequestContext userInfo) {
                Presented.put(session, userInfo.getTokenForUserInfo().getToken());
            } else if (context instanceof TokenIntrospectContext introspection) {
                Presented.put(session, introspection.getParams().getFirst("token"));
            }
        } catch (RuntimeException | LinkageError e) {
            // A LinkageError is a Keycloak of another shape than the ones this was tried on.
            LOG.errorf(e, "assay: %s could not be handled; the token is refused", event);
            throw Refusals.undecided();
        }
    }

    private void early(ClientPolicyContext context) throws ClientPolicyException {
        Asking asking = new Asking(session, bridge, settings);
        Gate.passed(session);
        if (context instanceof TokenRefreshContext refresh) {
            new EarlyRefresh(session, asking, refresh).run();
        } else if (context instanceof TokenExchangeRequestContext exchange) {
            new EarlyExchange(session, asking, exchange.getTokenExchangeContext()).run();
        } else if (context instanceof JWTAuthorizationGrantContext grant) {
            new EarlyJwtGrant(session, asking, grant).run();
        } else {
            throw Refusals.undecided();
        }
    }

    private void late(ClientPolicyContext context, String event, String grantType) throws ClientPolicyException {
        AccessTokenResponseBuilder builder = Built.of(context);
        if (builder == null) {
            throw Refusals.undecided();
        }
        Gate.passed(session);
        new LateMoment(session, new Asking(session, bridge, settings), builder).run(event, grantType);
    }

    /** The executor's part of a client profile. */
    public static final class Configuration extends ClientPolicyExecutorConfigurationRepresentation {

        @JsonProperty("user-attributes")
        private List<String> userAttributes;

        @JsonProperty("observe-clients")
        private List<String> observeClients;

        public List<String> getUserAttributes() {
            return userAttributes;
        }

        public void setUserAttributes(List<String> userAttributes) {
            this.userAttributes = userAttributes;
        }

        public List<String> getObserveClients() {
            return observeClients;
        }

        public void setObserveClients(List<String> observeClients) {
            this.observeClients = observeClients;
        }

        RealmSettings settings() {
            return new RealmSettings(
                    userAttributes == null || userAttributes.isEmpty() ? null : Set.copyOf(userAttributes),
                    observeClients == null ? Set.of() : Set.copyOf(observeClients));
        }
    }
}
