// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which of two values of a claim goes no further than the other. Null stands for no value. */
final class Narrow {

    private Narrow() {}

    /**
     * What was built, held against what would be built with less: of lists and objects what both have, of anything else the
     * lesser value.
     */
    static JsonNode intersect(JsonNode built, JsonNode lesser) {
        if (built == null || lesser == null) {
            return null;
        }
        if (built.isArray() && lesser.isArray()) {
            Set<JsonNode> kept = elements(lesser);
            ArrayNode both = JsonNodeFactory.instance.arrayNode();
            built.forEach(element -> {
                if (kept.contains(element)) {
                    both.add(element);
                }
            });
            return both;
        }
        if (built.isObject() && lesser.isObject()) {
            ObjectNode both = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : built.properties()) {
                JsonNode value = intersect(member.getValue(), lesser.get(member.getKey()));
                if (value != null) {
                    both.set(member.getKey(), value);
                }
            }
            return both;
        }
        if (built.isArray() && built.size() > 0) {
            // One value alone may be written as a list or not (`aud`).
            return elements(built).contains(lesser) ? lesser : null;
        }
        if (lesser.isArray()) {
            return elements(lesser).contains(built) ? built : null;
        }
        return lesser;
    }

    /**
     * What an introspection says, held against the token it is about: the token's own value wins; what the server would have
     * put into the token and the token does not have was taken out, and stays out; what only introspection gives, stays.
     */
    static JsonNode introspected(JsonNode said, JsonNode token, JsonNode rebuilt) {
        if (token == null) {
            return without(said, rebuilt);
        }
        if (said != null && said.isArray() && token.isArray()) {
            ArrayNode both = JsonNodeFactory.instance.arrayNode();
            token.forEach(both::add);
            Set<JsonNode> has = elements(token);
            JsonNode more = without(said, rebuilt);
            if (more != null) {
                more.forEach(element -> {
                    if (!has.contains(element)) {
                        both.add(element);
                    }
                });
            }
            return both;
        }
        if (said != null && said.isObject() && token.isObject()) {
            ObjectNode both = JsonNodeFactory.instance.objectNode();
            for (String name : names(said, token)) {
                JsonNode value = introspected(said.get(name), token.get(name), rebuilt == null ? null : rebuilt.get(name));
                if (value != null) {
                    both.set(name, value);
                }
            }
            return both;
        }
        return token;
    }

    /** What one value says beyond another; null where that is nothing. */
    static JsonNode without(JsonNode said, JsonNode rebuilt) {
        if (said == null || rebuilt == null) {
            return said;
        }
        if (said.isArray()) {
            Set<JsonNode> gone = rebuilt.isArray() ? elements(rebuilt) : Set.of(rebuilt);
            ArrayNode more = JsonNodeFactory.instance.arrayNode();
            said.forEach(element -> {
                if (!gone.contains(element)) {
                    more.add(element);
                }
            });
            return more.isEmpty() ? null : more;
        }
        if (said.isObject() && rebuilt.isObject()) {
            ObjectNode more = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : said.properties()) {
                JsonNode value = without(member.getValue(), rebuilt.get(member.getKey()));
                if (value != null) {
                    more.set(member.getKey(), value);
                }
            }
            return more.isEmpty() ? null : more;
        }
        return null;
    }

    private static Set<String> names(JsonNode one, JsonNode other) {
        Set<String> names = new HashSet<>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<JsonNode> elements(JsonNode list) {
        Set<JsonNode> elements = new HashSet<>();
        list.forEach(elements::add);
        return elements;
    }
}
