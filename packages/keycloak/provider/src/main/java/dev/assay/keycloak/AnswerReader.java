// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.keycloak.Answer.Changes;
import dev.assay.keycloak.Answer.Decision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a reply of the bridge: every member is known and of its type, or there is no answer. */
final class AnswerReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> MEMBERS = Set.of(
            "version", "decision", "id", "error", "status", "acr", "scopes", "audience", "realm_roles", "client_roles", "groups",
            "tokens", "needs");
    private static final Set<String> TOKENS = Set.of("access_token", "id_token", "refresh_token", "assertion");
    private static final Set<String> CHANGES = Set.of("set", "remove", "lifetime_s");
    private static final Set<String> NEEDS =
            Set.of("digest", "user_attributes", "session_notes", "client_attributes", "parameters", "id_token", "client_scopes");

    /** What stands in an error or its description goes into JSON, a header or a redirect: RFC 6749 5.2 names these characters. */
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*");

    private static final int MOST_NAMES = 10_000;
    private static final long LONGEST_LIFETIME = 1L << 32;

    private AnswerReader() {}

    static Answer read(byte[] reply) throws BrokenAnswer {
        JsonNode answer;
        try {
            answer = JSON.readTree(reply);
        } catch (IOException e) {
            throw new BrokenAnswer("the reply of the bridge is no JSON");
        }
        object(answer, MEMBERS, "the reply");
        if (!answer.path("version").isInt() || answer.get("version").intValue() != 1) {
            throw new BrokenAnswer("the reply of the bridge has another version");
        }
        Decision decision = decision(answer.path("decision").asText());
        String id = text(answer, "id", 200, true);
        boolean recorded = decision == Decision.PERMIT || decision == Decision.DENY;
        require(!recorded || !id.isEmpty(), "the reply of the bridge names no record");
        String error = text(answer, "error", 100, decision == Decision.DENY);
        require(decision != Decision.DENY || !error.isEmpty(), "a denial of the bridge has no error");
        List<String> scopes = names(answer, "scopes", decision == Decision.PERMIT);
        Needs needs = decision == Decision.ASK_AGAIN || answer.has("needs") ? needs(answer.path("needs")) : null;
        return new Answer(
                decision,
                id,
                error,
                status(answer),
                text(answer, "acr", 255, false),
                scopes,
                names(answer, "audience", false),
                names(answer, "realm_roles", false),
                clientRoles(answer.get("client_roles")),
                names(answer, "groups", false),
                tokens(answer.get("tokens")),
                needs);
    }

    private static Decision decision(String name) throws BrokenAnswer {
        return switch (name) {
            case "permit" -> Decision.PERMIT;
            case "deny" -> Decision.DENY;
            case "unchanged" -> Decision.UNCHANGED;
            case "ask_again" -> Decision.ASK_AGAIN;
            default -> throw new BrokenAnswer("the reply of the bridge has no known decision");
        };
    }

    private static int status(JsonNode answer) throws BrokenAnswer {
        JsonNode status = answer.get("status");
        if (status == null) {
            return 400;
        }
        require(status.isInt() && status.intValue() >= 400 && status.intValue() <= 599, "`status` of the reply is no error's");
        return status.intValue();
    }

    private static Map<String, List<String>> clientRoles(JsonNode roles) throws BrokenAnswer {
        if (roles == null) {
            return null;
        }
        require(roles.isObject() && roles.size() <= MOST_NAMES, "`client_roles` of the reply is no object");
        Map<String, List<String>> byClient = new LinkedHashMap<>();
        for (Iterator<String> clients = roles.fieldNames(); clients.hasNext(); ) {
            String client = clients.next();
            byClient.put(client, names(roles, client, true));
        }
        return Map.copyOf(byClient);
    }

    private static Map<String, Changes> tokens(JsonNode tokens) throws BrokenAnswer {
        if (tokens == null) {
            return Map.of();
        }
        object(tokens, TOKENS, "`tokens`");
        Map<String, Changes> byToken = new LinkedHashMap<>();
        for (Iterator<String> names = tokens.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            byToken.put(name, changes(tokens.get(name)));
        }
        return Map.copyOf(byToken);
    }

    private static Changes changes(JsonNode changes) throws BrokenAnswer {
        object(changes, CHANGES, "a token of the reply");
        Map<String, JsonNode> set = new LinkedHashMap<>();
        JsonNode values = changes.get("set");
        if (values != null) {
            require(values.isObject() && values.size() <= MOST_NAMES, "`set` of the reply is no object");
            for (Iterator<String> claims = values.fieldNames(); claims.hasNext(); ) {
                String claim = claims.next();
                require(!values.get(claim).isNull(), "a claim of the reply is null");
                set.put(claim, values.get(claim));
            }
        }
        List<String> remove = names(changes, "remove", false);
        JsonNode lifetime = changes.get("lifetime_s");
        require(
                lifetime == null
                        || lifetime.isIntegralNumber() && lifetime.canConvertToLong() && lifetime.longValue() >= 0
                                && lifetime.longValue() <= LONGEST_LIFETIME,
                "`lifetime_s` of the reply is no number of seconds");
        return new Changes(
                Collections.unmodifiableMap(set),
                remove == null ? Set.of() : Set.copyOf(remove),
                lifetime == null ? null : lifetime.longValue());
    }

    private static Needs needs(JsonNode needs) throws BrokenAnswer {
        object(needs, NEEDS, "`needs`");
        String digest = text(needs, "digest", 200, true);
        require(!digest.isEmpty(), "`needs` of the reply has no digest");
        JsonNode idToken = needs.path("id_token");
        JsonNode clientScopes = needs.path("client_scopes");
        require(idToken.isBoolean() && clientScopes.isBoolean(), "`needs` of the reply lacks a member");
        return new Needs(
                digest,
                Set.copyOf(new HashSet<>(names(needs, "user_attributes", true))),
                Set.copyOf(new HashSet<>(names(needs, "session_notes", true))),
                Set.copyOf(new HashSet<>(names(needs, "client_attributes", true))),
                Set.copyOf(new HashSet<>(names(needs, "parameters", true))),
                idToken.booleanValue(),
                clientScopes.booleanValue());
    }

    private static void object(JsonNode node, Set<String> members, String what) throws BrokenAnswer {
        require(node != null && node.isObject(), what + " of the bridge is no object");
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            require(members.contains(names.next()), what + " of the bridge has an unknown member");
        }
    }

    private static String text(JsonNode node, String name, int most, boolean required) throws BrokenAnswer {
        JsonNode text = node.get(name);
        if (text == null && !required) {
            return null;
        }
        require(
                text != null && text.isTextual() && text.textValue().length() <= most && PLAIN.matcher(text.textValue()).matches(),
                "`" + name + "` of the reply is no plain text");
        return text.textValue();
    }

    private static List<String> names(JsonNode node, String name, boolean required) throws BrokenAnswer {
        JsonNode list = node.get(name);
        if (list == null && !required) {
            return null;
        }
        require(list != null && list.isArray() && list.size() <= MOST_NAMES, "a list of the reply is missing, or no list");
        List<String> names = new ArrayList<>(list.size());
        for (JsonNode element : list) {
            require(element.isTextual(), "a list of the reply holds what is no text");
            names.add(element.textValue());
        }
        return List.copyOf(names);
    }

    private static void require(boolean holds, String otherwise) throws BrokenAnswer {
        if (!holds) {
            throw new BrokenAnswer(otherwise);
        }
    }
}
