// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BrowserFlowTest {

    @Test
    @DisplayName("the flow finds out who it is, asks what is needed, asks for more, and has the assertion decided by what came of it")
    void order() throws Exception {
        JsonNode top = flow(realm().get("browserFlow").asText());
        List<String> order = new ArrayList<>();
        for (JsonNode execution : top.get("authenticationExecutions")) {
            order.add((execution.has("flowAlias") ? execution.get("flowAlias") : execution.get("authenticator")).asText() + " " + execution.get("requirement").asText());
        }

        assertEquals(
                List.of("assay sign in REQUIRED", StepUpAuthenticatorFactory.ID + " REQUIRED", "assay level 2 CONDITIONAL", GateAuthenticatorFactory.ID + " REQUIRED"),
                order);
    }

    @Test
    @DisplayName("every flow and every configuration that is named is there")
    void complete() throws Exception {
        Set<String> flows = new TreeSet<>();
        Set<String> configurations = new TreeSet<>();
        realm().get("authenticationFlows").forEach(flow -> flows.add(flow.get("alias").asText()));
        realm().get("authenticatorConfig").forEach(config -> configurations.add(config.get("alias").asText()));
        for (JsonNode flow : realm().get("authenticationFlows")) {
            for (JsonNode execution : flow.get("authenticationExecutions")) {
                if (execution.has("flowAlias")) assertTrue(flows.contains(execution.get("flowAlias").asText()));
                if (execution.has("authenticatorConfig")) assertTrue(configurations.contains(execution.get("authenticatorConfig").asText()));
            }
        }
    }

    private static JsonNode flow(String alias) throws Exception {
        for (JsonNode flow : realm().get("authenticationFlows")) {
            if (flow.get("alias").asText().equals(alias)) return flow;
        }
        throw new AssertionError(alias);
    }

    private static JsonNode realm() throws Exception {
        try (InputStream in = BrowserFlowTest.class.getResourceAsStream("/assay-browser-flow.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
