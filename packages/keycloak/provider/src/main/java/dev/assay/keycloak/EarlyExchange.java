// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.util.TokenUtil;

/** TOKEN_EXCHANGE_REQUEST: decides about a verified subject token, and restricts the scopes of what is built from it. */
final class EarlyExchange {

    private static final List<String> OTHER_EXCHANGES =
            List.of(OAuth2Constants.REQUESTED_SUBJECT, OAuth2Constants.REQUESTED_ISSUER, OAuth2Constants.SUBJECT_ISSUER);

    private final KeycloakSession session;
    private final Asking asking;
    private final TokenExchangeContext exchange;
    private final ClientModel client;

    EarlyExchange(KeycloakSession session, Asking asking, TokenExchangeContext exchange) {
        this.session = session;
        this.asking = asking;
        this.exchange = exchange;
        this.client = exchange.getClient();
    }

    void run() throws ClientPolicyException {
        if (!standard()) {
            // The older exchanges take no restriction of scopes, and issue tokens for whom nobody asked about.
            throw Refusals.undecided();
        }
        AuthResult subject = verified(exchange.getParams().getSubjectToken());
        String actorToken = exchange.getParams().getActorToken();
        AuthResult actor = actorToken == null ? null : verified(actorToken);
        if (actorToken != null && actor == null) {
            // The server may not look at it at all, and a policy would.
            throw new ClientPolicyException(OAuthErrorException.INVALID_REQUEST, "Invalid actor token");
        }
        if (subject == null) {
            // The server is about to refuse it; should it not, the post-processor refuses a token nobody decided about.
            if (!LaterEvents.postProcessed()) {
                throw new ClientPolicyException(OAuthErrorException.INVALID_REQUEST, "Invalid token");
            }
            return;
        }
        ClientSessionContext context = wouldBe(subject);
        Decided decided = asking.ask(client, Grants.EXCHANGE, ask(subject, actor, context), this::record);
        if (decided.answer() == null) {
            exchange.getEvent().detail("assay", "not_asked");
        }
        record(decided.answer());
        if (!decided.unchanged()) {
            restrict(context, decided.answer());
        }
    }

    private void record(Answer answer) {
        if (answer != null) {
            exchange.getEvent().detail(LateMoment.RECORD, answer.id());
        }
    }

    private boolean standard() {
        MultivaluedMap<String, String> form = exchange.getFormParams();
        return OTHER_EXCHANGES.stream().allMatch(name -> form.getFirst(name) == null)
                && OIDCAdvancedConfigWrapper.fromClientModel(client).isStandardTokenExchangeEnabled();
    }

    private AuthResult verified(String token) {
        return AuthenticationManager.verifyIdentityToken(
                session,
                exchange.getRealm(),
                session.getContext().getUri(),
                exchange.getClientConnection(),
                true,
                true,
                null,
                false,
                token,
                exchange.getHeaders(),
                verifier -> {});
    }

    /** As the server is about to build it, in a session kept nowhere. */
    private ClientSessionContext wouldBe(AuthResult subject) {
        UserSessionModel of = subject.session();
        UserSessionModel kept = Baseline.transientSession(session, subject.user(), of.getAuthMethod());
        of.getNotes().forEach(kept::setNote);
        ClientSessionContext context =
                Baseline.transientContext(session, kept, client, exchange.getParams().getScope(), exchange.getRestrictedScopes());
        ClientModel[] audience = audience();
        if (audience.length > 0) {
            context.setAttribute(Constants.REQUESTED_AUDIENCE_CLIENTS, audience);
        }
        context.setAttribute(Constants.GRANT_TYPE, Grants.EXCHANGE);
        return context;
    }

    private ClientModel[] audience() {
        List<String> audience = exchange.getParams().getAudience();
        return audience == null
                ? new ClientModel[0]
                : audience.stream().map(exchange.getRealm()::getClientByClientId).filter(Objects::nonNull).toArray(ClientModel[]::new);
    }

    private Function<Needs, ObjectNode> ask(AuthResult subject, AuthResult actor, ClientSessionContext context) {
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        TokenExchangeContext.Params params = exchange.getParams();
        AccessTokenResponseBuilder builder = Baseline.builder(session, context).generateAccessToken();
        boolean openid = TokenUtil.isOIDCRequest(params.getScope())
                || OAuth2Constants.ID_TOKEN_TYPE.equals(params.getRequestedTokenType());
        boolean lightweight = AbstractOIDCProtocolMapper.getShouldUseLightweightToken(session);
        return needs -> Facts.of(session, "request", "TOKEN_EXCHANGE_REQUEST", Grants.EXCHANGE, needs, asking.settings())
                .client(client)
                .user(subject.user(), client)
                .session(subject.session(), clientSession)
                .requested(params.getScope(), params.getAudience(), params.getResource())
                .scopes(Scopes.names(context.getScopeString()))
                .token("access_token", builder.getAccessToken())
                .token("id_token", openid && needs.idToken() ? builder.generateIDToken().getIdToken() : null)
                .token("subject_token", subject.token())
                .token("actor_token", actor == null ? null : actor.token())
                .lightweight(lightweight)
                .cannot(LaterEvents.cannot(lightweight, openid && !NarrowMapper.shapes(context), "TOKEN_EXCHANGE_RESPONSE"))
                .ask();
    }

    private void restrict(ClientSessionContext context, Answer answer) {
        Set<String> withheld = Scopes.withheld(Scopes.names(context.getScopeString()), answer.scopes());
        if (withheld.isEmpty()) {
            return;
        }
        exchange.setRestrictedScopes(Baseline.restriction(context, exchange.getRestrictedScopes(), withheld));
        if (withheld.contains(OAuth2Constants.SCOPE_OPENID)) {
            // openid is no client scope: the request itself is what brings it, and an ID token with it.
            String scope = Scopes.without(exchange.getParams().getScope(), Set.of(OAuth2Constants.SCOPE_OPENID));
            if (scope.isEmpty()) {
                exchange.getFormParams().remove(OAuth2Constants.SCOPE);
            } else {
                exchange.getFormParams().putSingle(OAuth2Constants.SCOPE, scope);
            }
        }
    }
}
