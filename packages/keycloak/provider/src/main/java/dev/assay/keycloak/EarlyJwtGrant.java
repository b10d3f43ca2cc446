// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Function;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.JWTAuthorizationGrantValidationContext;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.JWTAuthorizationGrantContext;
import org.keycloak.util.TokenUtil;

/** JWT_AUTHORIZATION_GRANT: the server has verified the assertion; decides, and restricts the scopes of what is built. */
final class EarlyJwtGrant {

    private static final String AUTH_METHOD = "authorization-grant";

    private final KeycloakSession session;
    private final Asking asking;
    private final ClientModel client;
    private final JWTAuthorizationGrantValidationContext grant;
    private final String identityProvider;

    EarlyJwtGrant(KeycloakSession session, Asking asking, JWTAuthorizationGrantContext event) {
        this.session = session;
        this.asking = asking;
        this.client = session.getContext().getClient();
        this.grant = event.getAuthorizationGrantContext();
        this.identityProvider = alias(event);
    }

    void run() throws ClientPolicyException {
        UserModel user = user();
        if (user == null) {
            throw Refusals.undecided();
        }
        ClientSessionContext context = wouldBe(user);
        Decided decided = asking.ask(client, Grants.JWT_BEARER, ask(user, context), refused -> {});
        if (decided.unchanged()) {
            return;
        }
        Set<String> withheld = Scopes.withheld(Scopes.names(context.getScopeString()), decided.answer().scopes());
        if (!withheld.isEmpty()) {
            grant.setRestrictedScopes(Baseline.restriction(context, grant.getRestrictedScopes(), withheld));
        }
    }

    private UserModel user() {
        FederatedIdentityModel identity = new FederatedIdentityModel(identityProvider, grant.getSubject(), null);
        return identityProvider == null ? null : session.users().getUserByFederatedIdentity(client.getRealm(), identity);
    }

    private ClientSessionContext wouldBe(UserModel user) {
        UserSessionModel userSession = Baseline.transientSession(session, user, AUTH_METHOD);
        ClientSessionContext context =
                Baseline.transientContext(session, userSession, client, grant.getScopeParam(), grant.getRestrictedScopes());
        context.setAttribute(Constants.GRANT_TYPE, Grants.JWT_BEARER);
        return context;
    }

    private Function<Needs, ObjectNode> ask(UserModel user, ClientSessionContext context) {
        AccessTokenResponseBuilder builder = Baseline.builder(session, context).generateAccessToken();
        boolean openid = TokenUtil.isOIDCRequest(grant.getScopeParam());
        boolean lightweight = AbstractOIDCProtocolMapper.getShouldUseLightweightToken(session);
        return needs -> Facts.of(session, "request", "JWT_AUTHORIZATION_GRANT", Grants.JWT_BEARER, needs, asking.settings())
                .client(client)
                .user(user, client)
                .session(Baseline.userSession(context), context.getClientSession())
                .requested(grant.getScopeParam(), null, null)
                .scopes(Scopes.names(context.getScopeString()))
                .token("access_token", builder.getAccessToken())
                .token("id_token", openid && needs.idToken() ? builder.generateIDToken().getIdToken() : null)
                .token("subject_token", grant.getJWT())
                .lightweight(lightweight)
                .cannot(LaterEvents.cannot(lightweight, openid && !NarrowMapper.shapes(context), "JWT_AUTHORIZATION_GRANT_RESPONSE"))
                .ask();
    }

    /** The event names its identity provider in two ways: by alias since 26.6, by its model before. */
    static String alias(ClientPolicyContext event) {
        try {
            Method byAlias = event.getClass().getMethod("getIdentityProviderAlias");
            return (String) byAlias.invoke(event);
        } catch (NoSuchMethodException e) {
            return ofModel(event);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static String ofModel(ClientPolicyContext event) {
        try {
            return ((IdentityProviderModel) event.getClass().getMethod("getIdentityProvider").invoke(event)).getAlias();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
