// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GateHolesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = "{'name':'assay','executors':[{'executor':'assay-issuance','configuration':{}}]}";
    private static final String OTHER = "{'name':'other','executors':[{'executor':'secure-session','configuration':{}}]}";
    private static final String ANY = "{'condition':'any-client','configuration':{}}";
    private static final String NO_PROFILE = "gate_removed: no client profile has the executor assay-issuance";
    private static final String NO_POLICY = "gate_removed: no client policy refers to a client profile with the executor assay-issuance";

    @Test
    @DisplayName("a policy for any client whose executor is the last leaves no hole")
    void whole() throws Exception {
        assertEquals(List.of(), holes(profiles(OURS), policies(policy("assay", true, ANY, "assay"))));
        assertEquals(List.of(), holes(profiles(OURS, OTHER), policies(policy("a", true, ANY, "other"), policy("assay", true, ANY, "assay"))));
    }

    @Test
    @DisplayName("a profile or policy that is missing removes the gate, whatever the other says")
    void missing() throws Exception {
        assertEquals(List.of(NO_PROFILE), holes(profiles(), policies(policy("assay", true, ANY, "assay"))));
        assertEquals(List.of(NO_PROFILE), holes(profiles("{'name':'assay','executors':[]}"), policies(policy("assay", true, ANY, "assay"))));
        assertEquals(List.of(NO_POLICY), holes(profiles(OURS), policies()));
        assertEquals(List.of(NO_POLICY), holes(profiles(OURS), policies(policy("assay", true, ANY, "misspelt"))));
        assertEquals(List.of(NO_PROFILE), list(GateHoles.of(null, null)));
        assertEquals(List.of(NO_PROFILE), holes("[]", "7"));
    }

    @Test
    @DisplayName("a policy that is disabled, has no condition or is inverted removes the gate")
    void off() throws Exception {
        assertEquals(
                List.of("gate_removed: the client policy `assay` is disabled"),
                holes(profiles(OURS), policies(policy("assay", false, ANY, "assay"))));
        assertEquals(
                List.of("gate_removed: the client policy `assay` has no condition, so it is never applied"),
                holes(profiles(OURS), policies(policy("assay", true, "", "assay"))));
        for (String flag : List.of("true", "'true'")) {
            assertEquals(
                    List.of("gate_removed: the client policy `assay` is inverted: it is for no client"),
                    holes(profiles(OURS), policies(policy("assay", true, "{'condition':'any-client','configuration':{'is-negative-logic':" + flag + "}}", "assay"))));
        }
    }

    @Test
    @DisplayName("a policy for some clients weakens the gate, alone or beside any-client")
    void narrowed() throws Exception {
        List<String> narrowed = List.of("gate_weakened: the client policy `assay` is for some clients only: it has the condition client-roles");
        String roles = "{'condition':'client-roles','configuration':{}}";

        assertEquals(narrowed, holes(profiles(OURS), policies(policy("assay", true, roles, "assay"))));
        assertEquals(narrowed, holes(profiles(OURS), policies(policy("assay", true, ANY + "," + roles, "assay"))));
    }

    @Test
    @DisplayName("one policy that reaches every client is enough")
    void oneIsEnough() throws Exception {
        assertEquals(
                List.of(), holes(profiles(OURS), policies(policy("old", false, ANY, "assay"), policy("assay", true, ANY, "assay"))));
    }

    @Test
    @DisplayName("an executor that runs after ours weakens the gate: in the profile, in the policy, in a later policy")
    void last() throws Exception {
        List<String> notLast = List.of("gate_weakened: the executor assay-issuance is not the last: after it come secure-session");
        String both = "{'name':'assay','executors':[{'executor':'assay-issuance'},{'executor':'secure-session'}]}";

        assertEquals(notLast, holes(profiles(both), policies(policy("assay", true, ANY, "assay"))));
        assertEquals(notLast, holes(profiles(OURS, OTHER), policies(policy("assay", true, ANY, "assay", "other"))));
        assertEquals(notLast, holes(profiles(OURS, OTHER), policies(policy("assay", true, ANY, "assay"), policy("z", true, ANY, "other"))));
        assertEquals(List.of(), holes(profiles(OURS, OTHER), policies(policy("assay", true, ANY, "assay"), policy("z", false, ANY, "other"))));
        assertEquals(
                List.of("gate_weakened: the executor assay-issuance is not the last: after it come those of the profile fapi-1-baseline"),
                holes(profiles(OURS), policies(policy("assay", true, ANY, "assay", "fapi-1-baseline"))));
    }

    @Test
    @DisplayName("a client that is only observed weakens the gate")
    void observed() throws Exception {
        String observing = "{'name':'assay','executors':[{'executor':'assay-issuance','configuration':{'observe-clients':['a','b']}}]}";

        assertEquals(
                List.of("gate_weakened: the client `a` is only observed", "gate_weakened: the client `b` is only observed"),
                holes(profiles(observing), policies(policy("assay", true, ANY, "assay"))));
    }

    @Test
    @DisplayName("a mode that is neither DEFAULT nor STRICT weakens the gate: it may be one that only reports")
    void mode() throws Exception {
        for (String mode : List.of("DEFAULT", "STRICT")) {
            assertEquals(List.of(), holes(profiles(OURS), policies(withMode(mode))));
        }
        assertEquals(
                List.of("gate_weakened: the client policy `assay` has the mode PERMISSIVE"),
                holes(profiles(OURS), policies(withMode("PERMISSIVE"))));
    }

    private static String withMode(String mode) {
        return policy("assay", true, ANY, "assay").replace("'enabled'", "'mode':'" + mode + "','enabled'");
    }

    private static String profiles(String... profiles) {
        return "{'profiles':[" + String.join(",", profiles) + "]}";
    }

    private static String policies(String... policies) {
        return "{'policies':[" + String.join(",", policies) + "]}";
    }

    private static String policy(String name, boolean enabled, String conditions, String... profiles) {
        return "{'name':'" + name + "','enabled':" + enabled + ",'conditions':[" + conditions + "],'profiles':['" + String.join("','", profiles) + "']}";
    }

    private static List<String> holes(String profiles, String policies) throws Exception {
        return list(GateHoles.of(read(profiles), read(policies)));
    }

    private static List<String> list(Iterable<GateHole> holes) {
        return java.util.stream.StreamSupport.stream(holes.spliterator(), false).map(hole -> hole.kind() + ": " + hole.what()).toList();
    }

    static JsonNode read(String json) throws Exception {
        return JSON.readTree(json.replace('\'', '"'));
    }
}
