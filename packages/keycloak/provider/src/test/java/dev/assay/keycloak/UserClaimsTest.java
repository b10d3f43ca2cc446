// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.keycloak.Answer.Changes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.representations.AccessToken;

class UserClaimsTest {

    private static final Changes ID = new Changes(Map.of("nickname", TextNode.valueOf("Al")), Set.of("given_name"), 30L);
    private static final Changes ACCESS = new Changes(Map.of(), Set.of("own", "nickname"), null);

    private static AccessToken apply(String note, ProtocolMapperModel... mappers) {
        AccessToken userInfo = new AccessToken();
        userInfo.setGivenName("Alice");
        userInfo.setOtherClaims("own", "x");
        userInfo.setOtherClaims("groups", List.of("/staff/clerks", "/staff/chiefs"));
        UserClaims.apply(
                userInfo,
                new Proxies()
                        .on("getClientSession", new Proxies().on("getNote", note).as(AuthenticatedClientSessionModel.class))
                        .on("getProtocolMappersStream", arguments -> List.of(mappers).stream())
                        .as(ClientSessionContext.class));
        return userInfo;
    }

    @Test
    void keepsNothingWhereNothingWasChanged() {
        assertNull(UserClaims.of(Changes.NONE, new Changes(Map.of("tier", TextNode.valueOf("x")), Set.of(), 60L), null));
    }

    @Test
    void givesUserinfoWhatTheIdTokenWasGivenAndTakesWhatEitherLost() {
        AccessToken userInfo = apply(UserClaims.of(ID, ACCESS, null));
        assertEquals(
                Map.of("nickname", "Al", "groups", List.of("/staff/clerks", "/staff/chiefs")), userInfo.getOtherClaims());
        assertNull(userInfo.getGivenName());
    }

    @Test
    void keepsGroupsNarrow() {
        ProtocolMapperModel groups = new ProtocolMapperModel();
        groups.setProtocolMapper("oidc-group-membership-mapper");
        groups.setConfig(Map.of("claim.name", "groups", "full.path", "true"));
        AccessToken userInfo = apply(UserClaims.of(Changes.NONE, Changes.NONE, List.of("/staff/clerks")), groups);
        assertEquals(Map.of("own", "x", "groups", List.of("/staff/clerks")), userInfo.getOtherClaims());
    }

    @Test
    void dropsWhatIsTooMuchToKeepInsteadOfLettingTheOldValueThrough() {
        Changes large = new Changes(Map.of("own", TextNode.valueOf("y".repeat(9000))), Set.of(), null);
        assertEquals("{\"remove\":[\"own\"]}", UserClaims.of(large, Changes.NONE, null));
    }

    @Test
    void leavesUserinfoAloneWithoutANote() {
        assertEquals(Set.of("own", "groups"), apply(null).getOtherClaims().keySet());
    }
}
