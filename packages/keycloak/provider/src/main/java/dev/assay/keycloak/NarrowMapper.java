// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * Keeps what was narrowed at issuance narrow: introspection and userinfo run the mappers anew, over the client's default
 * scopes and today's roles, and would give back what the token does not have. Runs after every other mapper.
 */
public final class NarrowMapper extends AbstractOIDCProtocolMapper
        implements TokenIntrospectionTokenMapper, UserInfoTokenMapper, OIDCIDTokenMapper {

    public static final String ID = "assay-introspection";

    /** Marks the issuance this mapper looks at itself, so that it does not look again. */
    private static final String LOOKING = "assay.looking";

    @Override
    public AccessToken transformIntrospectionToken(
            AccessToken said, ProtocolMapperModel model, KeycloakSession session, UserSessionModel userSession, ClientSessionContext context) {
        ObjectNode token = looked(session, context);
        if (token == null || !token.path("jti").asText().equals(said.getId())) {
            return said;
        }
        ClientSessionContext narrowed = narrowed(session, context, token);
        AccessToken answer = narrowed == context ? said : introspected(session, basic(said, token), narrowed, userSession);
        if (lightweight(session, said.getId())) {
            // The token holds next to nothing, so it cannot say what was taken out: its scopes count, and what it has beyond the mappers.
            ObjectNode given = Claims.of(answer);
            token.properties().stream().filter(claim -> !given.has(claim.getKey())).forEach(claim -> Claims.replace(answer, claim.getKey(), claim.getValue()));
            return answer;
        }
        ObjectNode saying = Claims.of(said);
        ObjectNode less = Claims.of(answer);
        ObjectNode rebuilt = Claims.of(Baseline.accessToken(session, narrowed));
        Set<String> names = new HashSet<>();
        saying.fieldNames().forEachRemaining(names::add);
        token.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = Narrow.introspected(less.get(name), token.get(name), rebuilt.get(name));
            if (!Objects.equals(value, saying.get(name))) {
                Claims.replace(said, name, value);
            }
        }
        return said;
    }

    @Override
    public AccessToken transformUserInfoToken(
            AccessToken said, ProtocolMapperModel model, KeycloakSession session, UserSessionModel userSession, ClientSessionContext context) {
        ObjectNode token = looked(session, context);
        if (token == null) {
            return said;
        }
        ClientSessionContext narrowed = narrowed(session, context, token);
        if (narrowed != context) {
            Claims.intersect(said, new TokenManager().transformUserInfoAccessToken(session, new AccessToken(), userSession, narrowed));
        }
        if (!lightweight(session, token.path("jti").asText())) {
            withoutLostElements(said, token, Claims.of(Baseline.accessToken(session, narrowed)));
        }
        UserClaims.apply(said, context);
        return said;
    }

    /** Roles and groups, under whatever name: what the server would put into the token and the token has lost, is lost here too. */
    private static void withoutLostElements(AccessToken said, ObjectNode token, ObjectNode rebuilt) {
        for (Map.Entry<String, JsonNode> claim : Claims.of(said).properties()) {
            String name = claim.getKey();
            if (claim.getValue().isContainerNode() && rebuilt.path(name).isContainerNode()) {
                JsonNode lost = Narrow.without(rebuilt.get(name), token.get(name));
                JsonNode value = lost == null ? claim.getValue() : Narrow.without(claim.getValue(), lost);
                if (!claim.getValue().equals(value)) {
                    Claims.replace(said, name, value);
                }
            }
        }
    }

    /** Shapes the ID token of a grant whose decision is there before its tokens are; all others are shaped once they are built. */
    @Override
    public IDToken transformIDToken(
            IDToken id, ProtocolMapperModel model, KeycloakSession session, UserSessionModel userSession, ClientSessionContext context) {
        Decided decided = Decided.of(session, context.getClientSession().getClient());
        boolean early = decided != null && Grants.decidedEarly(decided.grantType()) && !Grants.REFRESH.equals(decided.grantType());
        if (early && !decided.unchanged()) {
            Shape.idToken(decided, context, id);
        }
        return id;
    }

    /** Whether this mapper is among those of an issuance. */
    static boolean shapes(ClientSessionContext context) {
        return context.getProtocolMappersStream().anyMatch(mapper -> ID.equals(mapper.getProtocolMapper()));
    }

    /** The token asked about, or null where there is nothing to look at. */
    private static ObjectNode looked(KeycloakSession session, ClientSessionContext context) {
        return Boolean.TRUE.equals(context.getAttribute(LOOKING, Boolean.class)) ? null : Presented.claims(session);
    }

    /** The issuance with the scopes the token has, which the client's defaults may exceed; the same where they do not. */
    private static ClientSessionContext narrowed(KeycloakSession session, ClientSessionContext context, ObjectNode token) {
        Set<String> has = Scopes.names(token.path("scope").asText(""));
        List<ClientScopeModel> all = context.getClientScopesStream().toList();
        Set<String> exact = Scopes.exact(all);
        List<ClientScopeModel> more = all.stream()
                .filter(scope -> !(scope instanceof ClientModel) && scope.isIncludeInTokenScope())
                .filter(scope -> !Scopes.among(scope.getName(), has, exact))
                .toList();
        ClientSessionContext narrowed = more.isEmpty()
                ? context
                : Scopes.narrowed(session, context, more.stream().map(ClientScopeModel::getName).collect(Collectors.toSet()));
        narrowed.setAttribute(LOOKING, Boolean.TRUE);
        return narrowed;
    }

    /** What introspection would say without the scopes the token does not have. */
    private static AccessToken introspected(
            KeycloakSession session, AccessToken basic, ClientSessionContext narrowed, UserSessionModel userSession) {
        AccessToken[] less = {basic};
        ProtocolMapperUtils.getSortedProtocolMappers(session, narrowed, entry -> entry.getValue() instanceof TokenIntrospectionTokenMapper)
                .forEach(entry -> less[0] = ((TokenIntrospectionTokenMapper) entry.getValue())
                        .transformIntrospectionToken(less[0], entry.getKey(), session, userSession, narrowed));
        return less[0];
    }

    /** The claims introspection copies from the token before any mapper. */
    private static AccessToken basic(AccessToken said, ObjectNode token) {
        AccessToken basic = new AccessToken();
        basic.id(said.getId()).type(said.getType()).subject(said.getSubject()).iat(said.getIat()).exp(said.getExp());
        basic.issuedFor(said.getIssuedFor()).issuer(said.getIssuer());
        basic.setNonce(said.getNonce());
        basic.setScope(said.getScope());
        basic.setSessionId(said.getSessionId());
        basic.setConfirmation(said.getConfirmation());
        Claims.replace(basic, "aud", token.get("aud"));
        return basic;
    }

    private static boolean lightweight(KeycloakSession session, String tokenId) {
        TokenContextEncoderProvider encoder = session.getProvider(TokenContextEncoderProvider.class);
        return AccessTokenContext.TokenType.LIGHTWEIGHT == encoder.getTokenContextFromTokenId(tokenId).getTokenType();
    }

    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Assay: keep introspection and userinfo within the token";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Introspection and userinfo give no more than the token has that they are asked with. Has no options.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
