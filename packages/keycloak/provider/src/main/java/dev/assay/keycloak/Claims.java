// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.JsonSerialization;

/** Claims of a token the server has built. Some live in fields of their own (`email`, `name`), all others in one map. */
final class Claims {

    /** Names that have a field in some class of tokens. */
    static final Set<String> TYPED = typed();

    /** Of every token: who it is about and how it is bound. No narrowing touches them. */
    private static final Set<String> IDENTITY = Set.of(
            "iss", "sub", "exp", "nbf", "iat", "jti", "typ", "azp", "nonce", "sid", "session_state", "scope", "cnf", "act", "may_act",
            "acr", "amr", "auth_time", "at_hash", "c_hash", "s_hash", "authorization", "authorization_details", "events");

    private Claims() {}

    static ObjectNode of(JsonWebToken token) {
        return JsonSerialization.mapper.valueToTree(token);
    }

    /** Sets a claim, whatever its type: one with a field is written beside it, because the field may be of another type. */
    static void set(JsonWebToken token, String name, JsonNode value) {
        remove(token, name);
        token.getOtherClaims().put(name, JsonSerialization.mapper.convertValue(value, Object.class));
    }

    static void remove(JsonWebToken token, String name) {
        token.getOtherClaims().remove(name);
        if (TYPED.contains(name)) {
            write(token, name, null);
        }
    }

    /** Takes away what another token does not have, where one is what would be built with less. */
    static void intersect(JsonWebToken token, JsonWebToken lesser) {
        ObjectNode built = of(token);
        ObjectNode less = of(lesser);
        for (Map.Entry<String, JsonNode> claim : built.properties()) {
            String name = claim.getKey();
            if (!IDENTITY.contains(name)) {
                JsonNode value = Narrow.intersect(claim.getValue(), less.get(name));
                if (value == null || !value.equals(claim.getValue())) {
                    replace(token, name, value);
                }
            }
        }
    }

    /** Writes a claim where it lives; null takes it away. */
    static void replace(JsonWebToken token, String name, JsonNode value) {
        if (value == null) {
            remove(token, name);
        } else if (TYPED.contains(name) && !token.getOtherClaims().containsKey(name)) {
            write(token, name, value);
        } else {
            token.getOtherClaims().put(name, JsonSerialization.mapper.convertValue(value, Object.class));
        }
    }

    private static void write(JsonWebToken token, String name, JsonNode value) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.set(name, value);
        try {
            JsonSerialization.mapper.readerForUpdating(token).readValue(one);
        } catch (IOException e) {
            throw new IllegalStateException("a claim cannot be written", e);
        }
        // A class without that field puts the name into the map of all others.
        token.getOtherClaims().remove(name, null);
    }

    private static Set<String> typed() {
        Set<String> names = new HashSet<>();
        for (Class<?> type = AccessToken.class; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                JsonProperty property = field.getAnnotation(JsonProperty.class);
                if (property != null) {
                    names.add(property.value());
                }
            }
        }
        return Set.copyOf(names);
    }
}
