// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.oidc.mappers.GroupMembershipMapper;
import org.keycloak.representations.JsonWebToken;

/** Claims that group membership mappers write: paths, or names where a mapper says so. */
final class Groups {

    private Groups() {}

    static void keep(Collection<String> stay, ClientSessionContext context, List<JsonWebToken> tokens) {
        if (stay == null) {
            return;
        }
        Set<String> names = new HashSet<>();
        stay.forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1)));
        context.getProtocolMappersStream()
                .filter(mapper -> GroupMembershipMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .forEach(mapper -> tokens.forEach(token -> keep(mapper, GroupMembershipMapper.useFullPath(mapper) ? stay : names, token)));
    }

    private static void keep(ProtocolMapperModel mapper, Collection<String> stay, JsonWebToken token) {
        String claim = mapper.getConfig().get("claim.name");
        if (claim == null || claim.isEmpty()) {
            return;
        }
        // A dot makes a path of members, a backslash before it makes it a dot of the name.
        List<String> path = List.of(claim.split("(?<!\\\\)\\.")).stream().map(part -> part.replace("\\.", ".")).toList();
        ObjectNode claims = Claims.of(token);
        JsonNode top = claims.get(path.get(0));
        if (top == null || ReservedClaims.contains(path.get(0))) {
            return;
        }
        JsonNode parent = claims;
        for (String part : path.subList(0, path.size() - 1)) {
            parent = parent.path(part);
        }
        String last = path.get(path.size() - 1);
        if (parent instanceof ObjectNode object && object.has(last)) {
            object.set(last, kept(object.get(last), stay));
            Claims.replace(token, path.get(0), claims.get(path.get(0)));
        }
    }

    private static JsonNode kept(JsonNode groups, Collection<String> stay) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        (groups.isArray() ? groups : JsonNodeFactory.instance.arrayNode().add(groups)).forEach(group -> {
            if (group.isTextual() && stay.contains(group.textValue())) {
                kept.add(group);
            }
        });
        return kept;
    }
}
