// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds the ways past the gate in a realm's client profiles and client policies, as Keycloak keeps them. Each of them is
 * silent: Keycloak takes the change, and issues tokens without asking. Pure.
 */
final class GateHoles {

    private static final String OURS = IssuanceExecutorFactory.ID;
    private static final String ANY_CLIENT = "any-client";

    private GateHoles() {}

    /** The holes of these two documents; either may be missing. */
    static SortedSet<GateHole> of(JsonNode profiles, JsonNode policies) {
        Map<String, List<String>> executors = new LinkedHashMap<>();
        SortedSet<GateHole> holes = new TreeSet<>();
        for (JsonNode profile : each(profiles, "profiles")) {
            List<String> found = new ArrayList<>();
            for (JsonNode executor : each(profile, "executors")) {
                found.add(executor.path("executor").asText());
                if (OURS.equals(executor.path("executor").asText())) observed(executor).forEach(holes::add);
            }
            executors.put(profile.path("name").asText(), found);
        }
        if (executors.values().stream().noneMatch(found -> found.contains(OURS))) {
            holes.add(GateHole.removed("no client profile has the executor " + OURS));
            return holes;
        }
        holes.addAll(ofPolicies(executors, each(policies, "policies")));
        return holes;
    }

    private static SortedSet<GateHole> ofPolicies(Map<String, List<String>> executors, List<JsonNode> policies) {
        List<JsonNode> ours = policies.stream()
                .filter(policy -> names(policy).anyMatch(name -> executors.getOrDefault(name, List.of()).contains(OURS)))
                .toList();
        SortedSet<GateHole> holes = new TreeSet<>();
        if (ours.isEmpty()) {
            holes.add(GateHole.removed("no client policy refers to a client profile with the executor " + OURS));
            return holes;
        }
        // one policy that reaches every client is enough, whatever the others are like
        List<JsonNode> whole = ours.stream().filter(policy -> ofPolicy(policy).isEmpty()).toList();
        if (whole.isEmpty()) {
            ours.forEach(policy -> holes.addAll(ofPolicy(policy)));
            return holes;
        }
        List<String> after = after(executors, policies, whole);
        if (!after.isEmpty()) {
            holes.add(GateHole.weakened("the executor " + OURS + " is not the last: after it come " + String.join(", ", after)));
        }
        return holes;
    }

    private static List<GateHole> ofPolicy(JsonNode policy) {
        String name = "the client policy `" + policy.path("name").asText() + "` ";
        if (!policy.path("enabled").asBoolean(false)) return List.of(GateHole.removed(name + "is disabled"));
        List<JsonNode> conditions = each(policy, "conditions");
        if (conditions.isEmpty()) return List.of(GateHole.removed(name + "has no condition, so it is never applied"));
        List<GateHole> holes = new ArrayList<>();
        for (JsonNode condition : conditions) {
            String provider = condition.path("condition").asText();
            // a flag may be kept as a text
            boolean inverted = condition.path("configuration").path("is-negative-logic").asBoolean(false);
            if (!ANY_CLIENT.equals(provider)) {
                holes.add(GateHole.weakened(name + "is for some clients only: it has the condition " + provider));
            } else if (inverted) {
                holes.add(GateHole.removed(name + "is inverted: it is for no client"));
            }
        }
        // DEFAULT and STRICT (26.7) do not differ for any-client; another mode may be one that only reports
        String mode = policy.path("mode").asText("");
        if (!mode.isEmpty() && !mode.equalsIgnoreCase("default") && !mode.equalsIgnoreCase("strict")) {
            holes.add(GateHole.weakened(name + "has the mode " + mode));
        }
        return holes;
    }

    /** The executors that run after the last of ours, over all policies that are enabled, in the order Keycloak runs them. */
    private static List<String> after(Map<String, List<String>> executors, List<JsonNode> policies, List<JsonNode> whole) {
        List<String> after = new ArrayList<>();
        for (JsonNode policy : policies) {
            if (!policy.path("enabled").asBoolean(false) || each(policy, "conditions").isEmpty()) continue;
            // a profile that is not the realm's own is one of Keycloak's
            names(policy)
                    .flatMap(name -> executors.getOrDefault(name, List.of("those of the profile " + name)).stream())
                    .forEach(executor -> {
                        if (OURS.equals(executor) && whole.contains(policy)) after.clear();
                        else after.add(executor);
                    });
        }
        return after.stream().filter(Objects::nonNull).distinct().toList();
    }

    /** Clients whose tokens are issued where the bridge fails. */
    private static Stream<GateHole> observed(JsonNode executor) {
        JsonNode clients = executor.path("configuration").path("observe-clients");
        Stream<String> names = clients.isArray()
                ? each(clients).stream().map(JsonNode::asText)
                : clients.isTextual() ? Stream.of(clients.asText().split("##")) : Stream.empty();
        return names.filter(name -> !name.isBlank()).map(name -> GateHole.weakened("the client `" + name + "` is only observed"));
    }

    private static Stream<String> names(JsonNode policy) {
        return each(policy, "profiles").stream().map(JsonNode::asText);
    }

    private static List<JsonNode> each(JsonNode parent, String member) {
        return parent == null ? List.of() : each(parent.path(member));
    }

    private static List<JsonNode> each(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false).toList() : List.of();
    }
}
