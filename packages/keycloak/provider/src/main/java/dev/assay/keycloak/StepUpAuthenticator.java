// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AcrStore;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Asks beforehand what the tokens or the assertion of this login would need, and raises the level of authentication that was asked for to
 * it, so that a conditional subflow after it asks for a second factor. It never stops a login: what it does not bring
 * about, the token endpoint or the gate refuses.
 */
final class StepUpAuthenticator extends SilentAuthenticator {

    private static final Logger LOG = Logger.getLogger(StepUpAuthenticator.class);

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        ClientModel client = context.getAuthenticationSession().getClient();
        String protocol = context.getAuthenticationSession().getProtocol();
        if (OIDCLoginProtocol.LOGIN_PROTOCOL.equals(protocol) || SamlProtocol.LOGIN_PROTOCOL.equals(protocol)) {
            try {
                Answer answer = preview(context, client);
                if (answer.acr() != null) raise(context, client, answer.acr());
            } catch (BridgeFailure failure) {
                LOG.warnf("client %s was not asked about beforehand: %s", client.getClientId(), failure.getMessage());
            }
        }
        context.success();
    }

    private static Answer preview(AuthenticationFlowContext context, ClientModel client) throws BridgeFailure {
        KeycloakSession session = context.getSession();
        AuthenticationSessionModel login = context.getAuthenticationSession();
        String scope = login.getClientNote(OAuth2Constants.SCOPE);
        RealmSettings realm = RealmSettings.of(session);
        return IssuanceExecutorFactory.of(session).bridge().ask(session, needs -> Facts.of(
                        session, "preview", "AUTHENTICATION", grant(login), needs, realm)
                .client(client)
                .user(context.getUser(), client)
                .session(Login.userSession(context), null)
                .acr(Login.acr(context), List.of())
                .requested(scope, List.of(), resources(login))
                .scopes(scopes(session, scope, client, context.getUser()))
                .ask());
    }

    private static void raise(AuthenticationFlowContext context, ClientModel client, String acr) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        Integer level = Login.level(acr, client);
        if (level == null) {
            LOG.warnf("the policy asks for acr %s of client %s, which no acr.loa.map has", acr, client.getClientId());
            return;
        }
        AcrStore store = new AcrStore(context.getSession(), login);
        int asked = store.getRequestedLevelOfAuthentication(context.getTopLevelFlow());
        if (level > asked) login.setClientNote(Constants.REQUESTED_LEVEL_OF_AUTHENTICATION, String.valueOf(level));
        context.getEvent().detail("assay_step_up", acr);
    }

    /** An assertion, or else whether the authorization endpoint itself will issue a token (OpenID Connect core 3.2 and 3.3). */
    private static String grant(AuthenticationSessionModel login) {
        if (SamlProtocol.LOGIN_PROTOCOL.equals(login.getProtocol())) return SamlAsk.GRANT;
        String type = login.getClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM);
        Set<String> types = type == null ? Set.of() : Set.of(type.trim().split("\\s+"));
        return types.contains("code") || types.isEmpty() ? OAuth2Constants.AUTHORIZATION_CODE : OAuth2Constants.IMPLICIT;
    }

    /** What a token of this login would have in its scope; an assertion has none. */
    private static Set<String> scopes(KeycloakSession session, String scope, ClientModel client, UserModel user) {
        Set<String> scopes = new LinkedHashSet<>();
        if (SamlAsk.concerns(client)) return scopes;
        if (Scopes.names(scope).contains(OAuth2Constants.SCOPE_OPENID)) scopes.add(OAuth2Constants.SCOPE_OPENID);
        TokenManager.getRequestedClientScopes(session, scope, client, user)
                .filter(found -> !(found instanceof ClientModel))
                .filter(ClientScopeModel::isIncludeInTokenScope)
                .map(ClientScopeModel::getName)
                .forEach(scopes::add);
        return scopes;
    }

    private static List<String> resources(AuthenticationSessionModel login) {
        String resource = login.getClientNote(OAuth2Constants.RESOURCE);
        return resource == null ? List.of() : List.of(resource);
    }
}
