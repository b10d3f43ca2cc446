// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.representations.AccessToken;

class GroupsTest {

    private static Map<String, Object> kept(String claim, String fullPath, Map<String, Object> claims, List<String> stay) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setProtocolMapper("oidc-group-membership-mapper");
        mapper.setConfig(Map.of("claim.name", claim, "full.path", fullPath));
        ProtocolMapperModel other = new ProtocolMapperModel();
        other.setProtocolMapper("oidc-hardcoded-claim-mapper");
        other.setConfig(Map.of("claim.name", "own"));
        AccessToken token = new AccessToken();
        claims.forEach(token::setOtherClaims);
        ClientSessionContext context =
                new Proxies().on("getProtocolMappersStream", arguments -> Stream.of(mapper, other)).as(ClientSessionContext.class);
        Groups.keep(stay, context, List.of(token));
        return token.getOtherClaims();
    }

    @Test
    void keepsPathsThatStay() {
        assertEquals(
                Map.of("groups", List.of("/staff"), "own", "x"),
                kept("groups", "true", Map.of("groups", List.of("/staff", "/board"), "own", "x"), List.of("/staff")));
    }

    @Test
    void keepsNamesOfPathsThatStay() {
        assertEquals(
                Map.of("groups", List.of("clerks")),
                kept("groups", "false", Map.of("groups", List.of("clerks", "board")), List.of("/staff/clerks")));
    }

    @Test
    void findsAClaimWithinAnotherAndOneWithADotInItsName() {
        assertEquals(
                Map.of("org", Map.of("groups", List.of())),
                kept("org.groups", "true", Map.of("org", Map.of("groups", List.of("/a"))), List.of()));
        assertEquals(Map.of("org.groups", List.of()), kept("org\\.groups", "true", Map.of("org.groups", List.of("/a")), List.of()));
    }

    @Test
    void leavesGroupsAloneThatNoAnswerNames() {
        assertEquals(Map.of("groups", List.of("/a")), kept("groups", "true", Map.of("groups", List.of("/a")), null));
    }
}
