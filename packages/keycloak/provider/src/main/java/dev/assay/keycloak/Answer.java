// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the bridge answered, read strictly and never changed.
 *
 * @param scopes what stays of the scopes asked about; null where nothing was said
 * @param audience the audiences that stay; null: all
 * @param realmRoles the realm roles that stay; null: all
 * @param clientRoles the client roles that stay, by client; null: all
 * @param groups the paths of the groups that stay; null: all
 * @param tokens changes by token: access_token, id_token, refresh_token, assertion
 * @param acr the authentication context a step-up would need, or null
 */
public record Answer(
        Decision decision,
        String id,
        String error,
        int status,
        String acr,
        List<String> scopes,
        List<String> audience,
        List<String> realmRoles,
        Map<String, List<String>> clientRoles,
        List<String> groups,
        Map<String, Changes> tokens,
        Needs needs) {

    public enum Decision {
        PERMIT,
        DENY,
        UNCHANGED,
        ASK_AGAIN
    }

    /**
     * What changes in one token.
     *
     * @param lifetimeSeconds at most so many seconds from now; null: as built
     */
    public record Changes(Map<String, JsonNode> set, Set<String> remove, Long lifetimeSeconds) {
        public static final Changes NONE = new Changes(Map.of(), Set.of(), null);
    }

    public boolean denied() {
        return decision == Decision.DENY;
    }

    /** What changes in this token; nothing, where the answer does not name it. */
    public Changes changes(String token) {
        return tokens.getOrDefault(token, Changes.NONE);
    }

    /** What a refused client is told, and nothing else. */
    public String description() {
        return (acr == null ? "" : "acr " + acr + " is required; ") + "correlation id " + id;
    }
}
