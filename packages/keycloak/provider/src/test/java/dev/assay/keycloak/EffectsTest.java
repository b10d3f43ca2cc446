// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.keycloak.Answer.Changes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.Time;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.RefreshToken;

class EffectsTest {

    private static AccessToken token() {
        AccessToken token = new AccessToken();
        token.id("j").subject("s").issuer("i").audience("x", "y").exp((long) Time.currentTime() + 300);
        token.setRealmAccess(new AccessToken.Access().addRole("clerk").addRole("boss"));
        token.addAccess("shop").addRole("buy").addRole("sell");
        token.addAccess("bank").addRole("pay");
        token.setScope("openid a b");
        token.setEmail("a@example.com");
        token.setName("Alice");
        token.setOtherClaims("tier", "gold");
        return token;
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void keepsTheAudienceThatStays() {
        AccessToken token = token();
        Effects.audience(token, List.of("y", "z"));
        assertArrayEquals(new String[] {"y"}, token.getAudience());
        Effects.audience(token, List.of());
        assertNull(token.getAudience());
        AccessToken unchanged = token();
        Effects.audience(unchanged, null);
        assertArrayEquals(new String[] {"x", "y"}, unchanged.getAudience());
    }

    @Test
    void keepsTheRolesThatStayAndNoEmptyPlaceForThem() throws IOException {
        AccessToken token = token();
        Effects.roles(token, List.of("clerk"), Map.of("shop", List.of("buy")));
        assertEquals(json("{'roles':['clerk']}"), Claims.of(token).get("realm_access"));
        assertEquals(json("{'shop':{'roles':['buy']}}"), Claims.of(token).get("resource_access"));
        Effects.roles(token, List.of(), Map.of());
        assertFalse(Claims.of(token).has("realm_access"));
        assertTrue(token.getResourceAccess().isEmpty());
    }

    @Test
    void leavesRolesAloneThatNoAnswerNames() {
        AccessToken token = token();
        Effects.roles(token, null, null);
        assertEquals(Claims.of(token()).get("realm_access"), Claims.of(token).get("realm_access"));
        assertEquals(Claims.of(token()).get("resource_access"), Claims.of(token).get("resource_access"));
    }

    @Test
    void setsAndRemovesClaimsThatHaveAFieldAndThoseThatHaveNone() throws IOException {
        for (IDToken token : List.of(token(), new IDToken())) {
            Effects.claims(
                    token,
                    new Changes(
                            Map.of("email", TextNode.valueOf("b@example.com"), "email_verified", IntNode.valueOf(7), "level", json("['a',{'b':1}]")),
                            Set.of("name", "tier", "absent"),
                            null));
            JsonNode claims = Claims.of(token);
            assertEquals("b@example.com", claims.get("email").asText());
            assertEquals(IntNode.valueOf(7), claims.get("email_verified"));
            assertEquals(json("['a',{'b':1}]"), claims.get("level"));
            assertFalse(claims.has("name"));
            assertFalse(claims.has("tier"));
            assertFalse(claims.has("absent"));
        }
    }

    @Test
    void capsALifetimeAndNeverLengthensIt() {
        long now = Time.currentTime();
        AccessToken longer = token();
        Effects.lifetime(longer, new Changes(Map.of(), Set.of(), 60L));
        assertTrue(longer.getExp() >= now + 60 && longer.getExp() <= now + 62);
        AccessToken shorter = token();
        shorter.exp(now + 5);
        Effects.lifetime(shorter, new Changes(Map.of(), Set.of(), 60L));
        assertEquals(now + 5, shorter.getExp());
        Effects.lifetime(shorter, Changes.NONE);
        assertEquals(now + 5, shorter.getExp());
    }

    @Test
    void endsAnOfflineTokenThatWouldNotEnd() {
        RefreshToken offline = new RefreshToken(token());
        offline.type("Offline");
        offline.exp(null);
        Effects.lifetime(offline, new Changes(Map.of(), Set.of(), 100L));
        assertTrue(offline.getExp() >= Time.currentTime() + 99);
        RefreshToken zero = new RefreshToken(token());
        zero.exp(0L);
        Effects.lifetime(zero, new Changes(Map.of(), Set.of(), 100L));
        assertTrue(zero.getExp() >= Time.currentTime() + 99);
    }
}
