// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a decision makes of an assertion. It can be kept as text, so that a login that takes several requests carries it
 * from the gate to the assertion.
 *
 * @param id of the decision record; empty where nothing was decided
 * @param audience the audiences that stay; null: all
 * @param set attributes and their values
 * @param remove attributes that go
 * @param lifetimeSeconds at most so many seconds from the moment it is issued; null: as built
 */
public record AssertionOrder(
        @JsonProperty("id") String id,
        @JsonProperty("audience") List<String> audience,
        @JsonProperty("set") Map<String, List<String>> set,
        @JsonProperty("remove") Set<String> remove,
        @JsonProperty("lifetime_s") Long lifetimeSeconds) {

    /** Issued as built. */
    public static final AssertionOrder UNCHANGED = new AssertionOrder("", null, Map.of(), Set.of(), null);

    /** What is left to do of an answer that denies nothing; an answer that asks for what no assertion can hold is refused. */
    public static AssertionOrder of(Answer answer) throws BrokenAnswer {
        if (answer.decision() == Answer.Decision.UNCHANGED) return UNCHANGED;
        if (answer.decision() != Answer.Decision.PERMIT) throw new BrokenAnswer("the answer does not permit the assertion");
        if (answer.realmRoles() != null || answer.clientRoles() != null || answer.groups() != null) {
            // they are attributes there, under names of the realm's choosing
            throw new BrokenAnswer("the answer names roles or groups of an assertion");
        }
        Answer.Changes changes = answer.changes("assertion");
        Map<String, List<String>> set = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> attribute : changes.set().entrySet()) {
            set.put(attribute.getKey(), values(attribute.getKey(), attribute.getValue()));
        }
        return new AssertionOrder(answer.id(), answer.audience(), set, changes.remove(), changes.lifetimeSeconds());
    }

    /** Whether the assertion differs from what Keycloak builds, so that it needs the mapper. */
    boolean changes() {
        return audience != null || !set.isEmpty() || !remove.isEmpty() || lifetimeSeconds != null;
    }

    private static List<String> values(String name, JsonNode value) throws BrokenAnswer {
        List<String> values = new ArrayList<>();
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            if (!each.isValueNode() || each.isNull()) throw new BrokenAnswer("the attribute `" + name + "` is no text or list of texts");
            values.add(each.asText());
        }
        return values;
    }
}
