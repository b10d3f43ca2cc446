// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AssertionOrderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @DisplayName("takes from a permit what an assertion can hold")
    void ofPermit() throws Exception {
        Answer answer = answer(Answer.Decision.PERMIT, null, Map.of("tier", "[\"a\",1]", "on", "true"), Set.of("dept"), 30L);

        AssertionOrder order = AssertionOrder.of(answer);

        assertEquals(
                new AssertionOrder("r", null, Map.of("tier", List.of("a", "1"), "on", List.of("true")), Set.of("dept"), 30L), order);
    }

    @Test
    @DisplayName("changes nothing where the policy left it unchanged")
    void ofUnchanged() throws Exception {
        AssertionOrder order = AssertionOrder.of(answer(Answer.Decision.UNCHANGED, null, Map.of(), Set.of(), null));

        assertEquals(AssertionOrder.UNCHANGED, order);
        assertFalse(order.changes());
    }

    @Test
    @DisplayName("is not made of an attribute with parts")
    void refusesParts() {
        for (String value : List.of("{\"a\":1}", "null", "[[1]]", "[null]")) {
            assertThrows(
                    BrokenAnswer.class,
                    () -> AssertionOrder.of(answer(Answer.Decision.PERMIT, null, Map.of("tier", value), Set.of(), null)),
                    value);
        }
    }

    @Test
    @DisplayName("is not made of an answer that names roles, which an assertion has under other names")
    void refusesRoles() {
        assertThrows(
                BrokenAnswer.class,
                () -> AssertionOrder.of(answer(Answer.Decision.PERMIT, List.of("admin"), Map.of(), Set.of(), null)));
    }

    @Test
    @DisplayName("is never made of a denial")
    void refusesDenial() {
        assertThrows(
                BrokenAnswer.class, () -> AssertionOrder.of(answer(Answer.Decision.DENY, null, Map.of(), Set.of(), null)));
    }

    private static Answer answer(
            Answer.Decision decision, List<String> realmRoles, Map<String, String> set, Set<String> remove, Long lifetime)
            throws Exception {
        Map<String, JsonNode> claims = new LinkedHashMap<>();
        for (Map.Entry<String, String> claim : set.entrySet()) claims.put(claim.getKey(), JSON.readTree(claim.getValue()));
        return new Answer(
                decision, "r", null, 400, null, List.of(), null, realmRoles, null, null,
                Map.of("assertion", new Answer.Changes(claims, remove, lifetime)), null);
    }
}
