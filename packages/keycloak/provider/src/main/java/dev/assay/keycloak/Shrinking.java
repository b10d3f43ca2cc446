// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.keycloak.Answer.Changes;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds an answer against its ask: it may take away, and nothing else. */
final class Shrinking {

    private static final String BROADER = "the answer would broaden: ";

    private Shrinking() {}

    static void check(Answer answer, ObjectNode ask) throws BrokenAnswer {
        within(answer.scopes(), texts(ask.path("scopes")), "scopes");
        Set<String> audience = texts(ask.path("access_token").path("aud"));
        audience.addAll(texts(ask.path("assertion").path("audience")));
        within(answer.audience(), audience, "audience");
        JsonNode token = ask.path("access_token");
        within(answer.realmRoles(), texts(token.path("realm_access").path("roles")), "realm roles");
        if (answer.clientRoles() != null) {
            for (Map.Entry<String, List<String>> client : answer.clientRoles().entrySet()) {
                within(client.getValue(), texts(token.path("resource_access").path(client.getKey()).path("roles")), "client roles");
            }
        }
        within(answer.groups(), texts(ask.path("user").path("groups")), "groups");
        for (Changes changes : answer.tokens().values()) {
            unreserved(changes.set().keySet());
            unreserved(changes.remove());
        }
        possible(answer, ask);
        Changes refresh = answer.changes("refresh_token");
        if (!refresh.set().isEmpty() || !refresh.remove().isEmpty()) {
            throw new BrokenAnswer("the answer would change claims of a refresh token");
        }
    }

    /** What the ask says cannot be changed must not be relied on: the token would go out wider than was decided. */
    private static void possible(Answer answer, ObjectNode ask) throws BrokenAnswer {
        Set<String> cannot = texts(ask.path("cannot"));
        if (cannot.isEmpty()) {
            return;
        }
        JsonNode token = ask.path("access_token");
        Collection<Changes> changes = answer.tokens().values();
        refuse(cannot, "claims", changes.stream().anyMatch(change -> !change.set().isEmpty() || !change.remove().isEmpty()));
        refuse(cannot, "lifetime", changes.stream().anyMatch(change -> change.lifetimeSeconds() != null));
        refuse(cannot, "audience", less(answer.audience(), texts(token.path("aud"))));
        refuse(cannot, "groups", less(answer.groups(), texts(ask.path("user").path("groups"))));
        boolean roles = less(answer.realmRoles(), texts(token.path("realm_access").path("roles")));
        if (answer.clientRoles() != null) {
            for (Map.Entry<String, JsonNode> client : token.path("resource_access").properties()) {
                List<String> stay = answer.clientRoles().getOrDefault(client.getKey(), List.of());
                roles |= less(stay, texts(client.getValue().path("roles")));
            }
        }
        refuse(cannot, "roles", roles);
    }

    private static boolean less(Collection<String> answered, Set<String> asked) {
        return answered != null && !answered.containsAll(asked);
    }

    private static void refuse(Set<String> cannot, String what, boolean changed) throws BrokenAnswer {
        if (changed && cannot.contains(what)) {
            throw new BrokenAnswer("the answer would change what this server cannot: " + what);
        }
    }

    private static void within(Collection<String> answered, Set<String> asked, String what) throws BrokenAnswer {
        if (answered != null && !asked.containsAll(answered)) {
            throw new BrokenAnswer(BROADER + what);
        }
    }

    private static void unreserved(Set<String> claims) throws BrokenAnswer {
        for (String claim : claims) {
            if (ReservedClaims.contains(claim)) {
                throw new BrokenAnswer(BROADER + "a reserved claim");
            }
        }
    }

    /** A list of texts, or one text alone, as `aud` may be. */
    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new HashSet<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.elements().forEachRemaining(element -> texts.add(element.asText()));
        return texts;
    }
}
