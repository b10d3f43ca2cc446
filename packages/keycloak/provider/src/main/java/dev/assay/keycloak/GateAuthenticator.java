// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Asks the bridge about a SAML client's assertion as soon as its user is known, where a denial leaves no session and
 * nothing to take back. The decision is kept for {@link SamlMapper}: one decision, one record. Passes for every other
 * client, which is asked about at the token endpoint.
 */
final class GateAuthenticator implements Authenticator {

    private static final Logger LOG = Logger.getLogger(GateAuthenticator.class);

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        ClientModel client = login.getClient();
        if (!SamlAsk.concerns(client)) {
            context.success();
            return;
        }
        KeycloakSession session = context.getSession();
        try {
            AssertionOrder order = SamlAsk.early(
                    session, client, context.getUser(), Login.userSession(context), Login.acr(context));
            if (order.changes() && !hasMapper(client)) {
                throw new BrokenAnswer("the client has no mapper " + SamlMapper.ID + " to carry the decision out");
            }
            KeptOrder.keep(login, client.getClientId(), context.getUser().getId(), order);
            if (!order.id().isEmpty()) context.getEvent().detail("assay", order.id());
            context.success();
        } catch (SamlAsk.Denied denied) {
            context.getEvent().detail("assay", denied.answer().id());
            refuse(context, denied.getMessage());
        } catch (BridgeFailure failure) {
            if (SamlAsk.observed(session, client, failure)) {
                context.getEvent().detail("assay", "not_asked");
                context.success();
                return;
            }
            LOG.errorf("the assertion for client %s could not be decided: %s", client.getClientId(), failure.getMessage());
            refuse(context, "server_error: the assertion could not be decided");
        }
    }

    private static boolean hasMapper(ClientModel client) {
        return Stream.concat(
                        client.getProtocolMappersStream(),
                        client.getClientScopes(true).values().stream().flatMap(scope -> scope.getProtocolMappersStream()))
                .anyMatch(mapper -> SamlMapper.ID.equals(mapper.getProtocolMapper()));
    }

    /** The service is told in its own protocol: a response with the status RequestDenied and no assertion (SAML core 3.2.2.2). */
    private static void refuse(AuthenticationFlowContext context, String why) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        LoginProtocol protocol = context.getSession().getProvider(LoginProtocol.class, login.getProtocol());
        protocol.setRealm(context.getRealm())
                .setHttpHeaders(context.getHttpRequest().getHttpHeaders())
                .setUriInfo(context.getUriInfo())
                .setEventBuilder(context.getEvent());
        Response response = protocol.sendError(login, LoginProtocol.Error.CONSENT_DENIED, why);
        context.failure(AuthenticationFlowError.ACCESS_DENIED, response, why, why);
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        authenticate(context);
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
}
