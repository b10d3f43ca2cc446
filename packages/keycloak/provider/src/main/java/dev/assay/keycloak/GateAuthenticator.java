// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Asks the bridge about a SAML client's assertion once it is known who signs in and how, where a denial leaves no session
 * and nothing to take back. The decision is kept for {@link SamlMapper}: one decision, one record. Passes for every other
 * client, which is asked about at the token endpoint.
 */
final class GateAuthenticator extends SilentAuthenticator {

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
            if (!order.id().isEmpty()) context.getEvent().detail("assay_decision", order.id());
            context.success();
        } catch (SamlAsk.Denied denied) {
            context.getEvent().detail("assay_decision", denied.answer().id());
            refuse(context, denied.getMessage());
        } catch (BridgeFailure failure) {
            if (SamlAsk.observed(session, client, failure)) {
                KeptOrder.keep(login, client.getClientId(), context.getUser().getId(), AssertionOrder.UNCHANGED);
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

    private static void refuse(AuthenticationFlowContext context, String why) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        Response response = SamlRefusal.of(context.getSession(), login, why);
        if (response == null) response = page(context, why);
        else new AuthenticationSessionManager(context.getSession()).removeTabIdInAuthenticationSession(context.getRealm(), login);
        context.failure(AuthenticationFlowError.ACCESS_DENIED, response, why, why);
    }

    /** Keycloak's own answer to a login that came to nothing. */
    private static Response page(AuthenticationFlowContext context, String why) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        LoginProtocol protocol = context.getSession().getProvider(LoginProtocol.class, login.getProtocol());
        protocol.setRealm(context.getRealm())
                .setHttpHeaders(context.getHttpRequest().getHttpHeaders())
                .setUriInfo(context.getUriInfo())
                .setEventBuilder(context.getEvent());
        return protocol.sendError(login, LoginProtocol.Error.CONSENT_DENIED, why);
    }
}
