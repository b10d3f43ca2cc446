// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.TokenVerifier;
import org.keycloak.common.VerificationException;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.TokenManager.TokenValidation;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.TokenRefreshContext;
import org.keycloak.util.TokenUtil;

/** TOKEN_REFRESH: decides before the refresh token is used, so that a denial consumes none. */
final class EarlyRefresh {

    private final KeycloakSession session;
    private final Asking asking;
    private final ClientModel client;
    private final String encoded;
    private final String requested;
    private final TokenManager tokens = new TokenManager();

    EarlyRefresh(KeycloakSession session, Asking asking, TokenRefreshContext event) {
        this.session = session;
        this.asking = asking;
        this.client = event.getClient();
        this.encoded = event.getParams().getFirst(OAuth2Constants.REFRESH_TOKEN);
        this.requested = event.getParams().getFirst(OAuth2Constants.SCOPE);
    }

    void run() throws ClientPolicyException {
        RealmModel realm = client.getRealm();
        RefreshToken token;
        try {
            token = tokens.verifyRefreshToken(session, realm, client, session.getContext().getHttpRequest(), encoded, true);
        } catch (OAuthErrorException | RuntimeException e) {
            // The server is about to refuse it with its own words.
            return;
        }
        if (realm.isRevokeRefreshToken()) {
            inSessionOfItsOwn(token);
        } else {
            decide(session, client, token);
        }
    }

    /**
     * Where a refresh token counts once, the server takes a lock and only then reads the session, so that two refreshes at a
     * time cannot both find it unused. Read in the request's own session before the lock, it would be read too early.
     */
    private void inSessionOfItsOwn(RefreshToken token) throws ClientPolicyException {
        ClientPolicyException[] refused = new ClientPolicyException[1];
        Decided[] decided = new Decided[1];
        KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), other -> {
            ClientModel same = other.getContext().getRealm().getClientById(client.getId());
            KeycloakContext context = other.getContext();
            context.setClient(same);
            try {
                new EarlyRefresh(other, this, same).decide(other, same, token);
                decided[0] = Decided.of(other, same, Grants.REFRESH);
            } catch (ClientPolicyException e) {
                refused[0] = e;
            }
        });
        if (refused[0] != null) {
            throw refused[0];
        }
        if (decided[0] != null) {
            Decided.put(session, client, Grants.REFRESH, decided[0].answer(), decided[0].ask());
        }
    }

    private EarlyRefresh(KeycloakSession other, EarlyRefresh of, ClientModel client) {
        this.session = other;
        this.asking = of.asking.in(other);
        this.client = client;
        this.encoded = of.encoded;
        this.requested = of.requested;
    }

    private void decide(KeycloakSession in, ClientModel client, RefreshToken token) throws ClientPolicyException {
        RealmModel realm = client.getRealm();
        KeycloakContext context = in.getContext();
        Object before = in.getAttribute(ClientSessionContext.class.getName());
        TokenValidation would;
        try {
            would = tokens.validateToken(
                    in, context.getUri(), context.getConnection(), realm, token, context.getRequestHeaders(), scope(token));
            if (realm.isRevokeRefreshToken()) {
                tokens.validateTokenReuse(in, realm, token, would.clientSessionCtx.getClientSession(), false);
            }
            TokenVerifier.createWithoutSignature(token)
                    .withChecks(TokenManager.NotBeforeCheck.forModel(in, realm, would.user))
                    .verify();
        } catch (OAuthErrorException | VerificationException e) {
            return;
        } finally {
            in.setAttribute(ClientSessionContext.class.getName(), before);
        }
        asking.ask(client, Grants.REFRESH, ask(in, token, would), refused -> {});
    }

    private Function<Needs, ObjectNode> ask(KeycloakSession in, RefreshToken token, TokenValidation would) {
        ClientSessionContext context = would.clientSessionCtx;
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        boolean lightweight = AbstractOIDCProtocolMapper.getShouldUseLightweightToken(in);
        boolean openid = TokenUtil.isOIDCRequest(clientSession.getNote(OAuth2Constants.SCOPE));
        // Set as the server does before it builds; up to 26.6 the validation has built a token too, from 26.7 on it has not.
        context.setAttribute(OIDCLoginProtocol.NONCE_PARAM, token.getNonce());
        context.setAttribute(Constants.GRANT_TYPE, Grants.REFRESH);
        AccessTokenResponseBuilder builder = Baseline.builder(in, context).generateAccessToken();
        return needs -> Facts.of(in, "request", "TOKEN_REFRESH", Grants.REFRESH, needs, asking.settings())
                .client(clientSession.getClient())
                .user(would.user, clientSession.getClient())
                .session(would.userSession, clientSession)
                .requested(requested, null, null)
                .scopes(Scopes.names(context.getScopeString()))
                .token("access_token", builder.getAccessToken())
                .token("id_token", openid && needs.idToken() ? builder.generateIDToken().getIdToken() : null)
                .refreshToken(RefreshEnd.kind(token, clientSession.getClient()), (long) Time.currentTime(), RefreshEnd.of(token, would))
                .lightweight(lightweight)
                .cannot(lightweight ? Asking.NOT_OF_LIGHTWEIGHT : List.of())
                .ask();
    }

    /** As the server does: no scope that was not granted, and of those what is asked for. */
    private String scope(RefreshToken token) {
        if (requested == null || requested.isEmpty() || token.getScope() == null) {
            return token.getScope();
        }
        Set<String> asked = Scopes.names(requested);
        // An organization may be asked for by another name than the one granted; the late moment keeps what is issued within the answer.
        return Scopes.names(token.getScope()).stream()
                .filter(name -> asked.contains(name) || name.startsWith(OAuth2Constants.ORGANIZATION))
                .collect(Collectors.joining(" "));
    }
}
