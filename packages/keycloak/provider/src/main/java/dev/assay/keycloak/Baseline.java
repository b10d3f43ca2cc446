// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.services.util.DefaultClientSessionContext;

/** Tokens as the server would build them, to ask about or to compare with; none of these is ever signed. */
final class Baseline {

    private Baseline() {}

    static UserSessionModel userSession(ClientSessionContext context) {
        return context.getClientSession().getUserSession();
    }

    static AccessToken accessToken(KeycloakSession session, ClientSessionContext context) {
        // Mappers ask the request's client whether its tokens are lightweight; at introspection that is whoever introspects.
        ClientModel asking = session.getContext().getClient();
        session.getContext().setClient(context.getClientSession().getClient());
        try {
            return builder(session, context).generateAccessToken().getAccessToken();
        } finally {
            session.getContext().setClient(asking);
        }
    }

    /** A builder that is asked for tokens and never for a response. */
    static TokenManager.AccessTokenResponseBuilder builder(KeycloakSession session, ClientSessionContext context) {
        ClientModel client = context.getClientSession().getClient();
        return new TokenManager().responseBuilder(client.getRealm(), client, null, session, userSession(context), context);
    }

    /**
     * A user session that is kept nowhere, so that asking leaves nothing behind. Under a number of its own: one with the
     * number of the user's session would be found in its place for the rest of the request.
     */
    static UserSessionModel transientSession(KeycloakSession session, UserModel user, String authMethod) {
        return new UserSessionManager(session).createUserSession(
                UUID.randomUUID().toString(),
                session.getContext().getRealm(),
                user,
                user.getUsername(),
                session.getContext().getConnection().getRemoteHost(),
                authMethod,
                false,
                null,
                null,
                SessionPersistenceState.TRANSIENT);
    }

    /** What a client would be issued in a user session it need not have. */
    static ClientSessionContext transientContext(
            KeycloakSession session, UserSessionModel transientSession, ClientModel client, String scope, Set<String> restricted) {
        AuthenticatedClientSessionModel clientSession =
                session.sessions().createClientSession(client.getRealm(), client, transientSession);
        clientSession.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        clientSession.setNote(
                OIDCLoginProtocol.ISSUER,
                Urls.realmIssuer(session.getContext().getUri().getBaseUri(), client.getRealm().getName()));
        if (scope != null) {
            clientSession.setNote(OIDCLoginProtocol.SCOPE_PARAM, scope);
        }
        Object before = session.getAttribute(ClientSessionContext.class.getName());
        ClientSessionContext context = DefaultClientSessionContext.fromClientSessionAndClientScopes(
                clientSession, scopes(session, scope, client, transientSession.getUser()), restricted, session);
        session.setAttribute(ClientSessionContext.class.getName(), before);
        return context;
    }

    private static Set<ClientScopeModel> scopes(KeycloakSession session, String scope, ClientModel client, UserModel user) {
        return TokenManager.getRequestedClientScopes(session, scope, client, user).collect(Collectors.toSet());
    }

    /** The names to restrict this issuance to, where some are withheld; within a restriction that is there already. */
    static Set<String> restriction(ClientSessionContext context, Set<String> present, Collection<String> withheld) {
        Set<String> names = Scopes.remaining(context.getClientScopesStream().toList(), withheld);
        if (present != null) {
            names.retainAll(present);
        }
        return names;
    }
}
