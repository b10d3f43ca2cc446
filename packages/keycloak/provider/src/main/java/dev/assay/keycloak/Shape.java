// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.representations.RefreshToken;

/** Shapes tokens that are built and not signed by the answer of a permit. */
final class Shape {

    private final KeycloakSession session;
    private final ClientSessionContext context;
    private final AccessToken access;
    private final IDToken id;
    private final RefreshToken refresh;

    /** The ID token and the refresh token may be null. */
    Shape(KeycloakSession session, ClientSessionContext context, AccessToken access, IDToken id, RefreshToken refresh) {
        this.session = session;
        this.context = context;
        this.access = access;
        this.id = id;
        this.refresh = refresh;
    }

    static Shape of(KeycloakSession session, AccessTokenResponseBuilder builder) {
        return new Shape(
                session, Built.context(builder), builder.getAccessToken(), builder.getIdToken(), builder.getRefreshToken());
    }

    /** Applies the decision, and gives the scopes that were withheld. */
    Set<String> apply(Decided decided) {
        Answer answer = decided.answer();
        Set<String> withheld = Scopes.withheld(Scopes.names(context.getScopeString()), answer.scopes());
        if (!withheld.isEmpty()) {
            withhold(withheld);
        }
        boolean early = Grants.decidedEarly(decided.grantType());
        JsonNode asked = decided.ask().path("access_token");
        Effects.audience(access, answer.audience() == null && early ? audience(asked) : answer.audience());
        Effects.roles(
                access,
                answer.realmRoles() == null && early ? roles(asked.path("realm_access")) : answer.realmRoles(),
                answer.clientRoles() == null && early ? clientRoles(asked) : answer.clientRoles());
        List<JsonWebToken> tokens = new ArrayList<>(List.of(access));
        if (id != null) {
            tokens.add(id);
        }
        Groups.keep(answer.groups(), context, tokens);
        change(access, answer.changes("access_token"));
        if (id != null) {
            change(id, answer.changes("id_token"));
        }
        if (refresh != null) {
            Effects.lifetime(refresh, answer.changes("refresh_token"));
        }
        return withheld;
    }

    /** The ID token of an exchange or JWT grant, which is built where only a mapper sees it; its scopes are narrow already. */
    static void idToken(Decided decided, ClientSessionContext context, IDToken id) {
        Groups.keep(decided.answer().groups(), context, List.of(id));
        change(id, decided.answer().changes("id_token"));
    }

    private static void change(JsonWebToken token, Answer.Changes changes) {
        Effects.claims(token, changes);
        Effects.lifetime(token, changes);
    }

    private void withhold(Set<String> withheld) {
        access.setScope(Scopes.without(access.getScope(), withheld));
        ClientSessionContext narrowed = Scopes.narrowed(session, context, withheld);
        Claims.intersect(access, Baseline.accessToken(session, narrowed));
        if (id != null) {
            Claims.intersect(id, new TokenManager().transformIDToken(session, like(id), Baseline.userSession(narrowed), narrowed));
        }
    }

    /** An ID token before its mappers, with what the server writes itself. */
    private static IDToken like(IDToken built) {
        IDToken token = new IDToken();
        token.id(built.getId()).issuer(built.getIssuer()).subject(built.getSubject()).audience(built.getAudience());
        token.issuedFor(built.getIssuedFor()).type(built.getType());
        token.setSessionId(built.getSessionId());
        return token;
    }

    // What an early moment showed to the bridge is the most a token may have at the late one, should a role have come meanwhile.

    private static Collection<String> audience(JsonNode asked) {
        JsonNode audience = asked.path("aud");
        return audience.isTextual() ? List.of(audience.textValue()) : texts(audience);
    }

    private static Collection<String> roles(JsonNode access) {
        return texts(access.path("roles"));
    }

    private static Map<String, List<String>> clientRoles(JsonNode asked) {
        Map<String, List<String>> roles = new HashMap<>();
        if (asked.path("resource_access") instanceof ObjectNode clients) {
            clients.properties().forEach(client -> roles.put(client.getKey(), texts(client.getValue().path("roles"))));
        }
        return roles;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
