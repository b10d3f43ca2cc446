// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** A response event: the tokens are built and not signed. Decides, where no early moment did, and shapes them. */
final class LateMoment {

    static final String RECORD = "assay_decision";

    private final KeycloakSession session;
    private final Asking asking;
    private final AccessTokenResponseBuilder builder;
    private final ClientSessionContext context;
    private final ClientModel client;

    LateMoment(KeycloakSession session, Asking asking, AccessTokenResponseBuilder builder) {
        this.session = session;
        this.asking = asking;
        this.builder = builder;
        this.context = Built.context(builder);
        this.client = context.getClientSession().getClient();
    }

    void run(String event, String grantType) throws ClientPolicyException {
        Decided decided = Grants.decidedEarly(grantType)
                ? Decided.of(session, client, grantType)
                : asking.ask(client, grantType, ask(event, grantType), refused -> clean(grantType, refused));
        if (decided == null) {
            throw Refusals.undecided();
        }
        if (decided.answer() == null) {
            Built.detail(builder, "assay", "not_asked");
            return;
        }
        Built.detail(builder, RECORD, decided.answer().id());
        if (decided.unchanged()) {
            UserClaims.note(context, decided.answer());
        } else {
            shape(decided);
        }
    }

    private Function<Needs, ObjectNode> ask(String event, String grantType) {
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        boolean lightweight = AbstractOIDCProtocolMapper.getShouldUseLightweightToken(session);
        RefreshToken refresh = builder.getRefreshToken();
        return needs -> Facts.of(session, "response", event, grantType, needs, asking.settings())
                .client(client)
                .user(clientSession.getUserSession().getUser(), client)
                .session(clientSession.getUserSession(), clientSession)
                .requested(clientSession.getNote(OAuth2Constants.SCOPE), null, null)
                .scopes(Scopes.names(context.getScopeString()))
                .token("access_token", builder.getAccessToken())
                .token("id_token", builder.getIdToken())
                .refreshToken(
                        refresh == null ? null : refresh.getType(),
                        refresh == null ? null : refresh.getIat(),
                        refresh == null ? null : refresh.getExp())
                .lightweight(lightweight)
                .cannot(lightweight ? Asking.NOT_OF_LIGHTWEIGHT : List.of())
                .ask();
    }

    private void shape(Decided decided) throws ClientPolicyException {
        Set<String> withheld = Shape.of(session, builder).apply(decided);
        boolean noIdToken = withheld.contains(OAuth2Constants.SCOPE_OPENID) && builder.getIdToken() != null;
        if (noIdToken && Grants.IMPLICIT.equals(decided.grantType())) {
            // The redirect names an id_token whatever the response holds.
            throw Refusals.undecided();
        }
        UserClaims.note(context, decided.answer());
        if (!withheld.isEmpty() && answersWithScope(decided.grantType())) {
            narrowResponse(withheld, noIdToken);
        }
    }

    /**
     * Whether the response may be built now. Not for exchange and JWT grants: their tokens are changed after this event, and
     * their response is narrow already. An implicit response has no scope. With a resource indicator a second run of the
     * server's token post-processors would refuse the audience that the first one replaced.
     */
    private boolean answersWithScope(String grantType) {
        return !Grants.EXCHANGE.equals(grantType)
                && !Grants.JWT_BEARER.equals(grantType)
                && !Grants.IMPLICIT.equals(grantType)
                && context.getAttribute(OAuth2Constants.RESOURCE, String.class) == null;
    }

    /** The response takes its scope from the client scopes and not from the token: build it here, and the server finds it built. */
    private void narrowResponse(Set<String> withheld, boolean noIdToken) {
        AccessTokenResponse response = builder.build();
        String scope = Scopes.without(response.getScope(), withheld);
        response.setScope(scope);
        Built.detail(builder, Details.SCOPE, scope);
        if (noIdToken) {
            response.setIdToken(null);
        }
        if (withheld.contains(OAuth2Constants.OFFLINE_ACCESS) && builder.getRefreshToken() != null) {
            response.setRefreshToken(null);
            response.setRefreshExpiresIn(0);
            if (!builder.isOfflineToken()) {
                Leftovers.offline(session, client.getRealm(), client, context.getClientSession().getUserSession().getId());
            }
        }
    }

    private void clean(String grantType, Answer refused) {
        if (refused != null) {
            Built.detail(builder, RECORD, refused.id());
        }
        // A login of the browser is the user's, and goes on without this client's tokens.
        if (!Grants.IMPLICIT.equals(grantType)) {
            Leftovers.remove(session, context);
        }
    }
}
