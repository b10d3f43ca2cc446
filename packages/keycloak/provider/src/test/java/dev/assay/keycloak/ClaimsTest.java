// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

class ClaimsTest {

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void knowsTheFieldsOfTokens() {
        assertTrue(Claims.TYPED.containsAll(List.of("email", "name", "given_name", "realm_access", "aud", "updated_at", "allowed-origins")));
    }

    @Test
    void takesAwayWhatWouldNotBeBuiltWithLess() throws IOException {
        AccessToken built = new AccessToken();
        built.id("j1").subject("s").exp(9L).audience("rs", "shop");
        built.setScope("a b");
        built.setEmail("a@example.com");
        built.setRealmAccess(new AccessToken.Access().addRole("clerk").addRole("boss"));
        built.addAccess("shop").addRole("buy");
        built.setOtherClaims("order_level", 3);
        built.setOtherClaims("groups", List.of("/a", "/b"));
        built.setOtherClaims("nested", Map.of("x", 1, "y", 2));
        built.setOtherClaims("level", 2);
        AccessToken less = new AccessToken();
        less.id("j2").audience("shop").exp(1L);
        less.setRealmAccess(new AccessToken.Access().addRole("clerk").addRole("new"));
        less.setOtherClaims("groups", List.of("/b", "/c"));
        less.setOtherClaims("nested", Map.of("x", 1));
        less.setOtherClaims("level", 1);
        less.setOtherClaims("more", true);
        Claims.intersect(built, less);
        assertEquals(
                json("{'jti':'j1','sub':'s','exp':9,'aud':'shop','scope':'a b','realm_access':{'roles':['clerk']},'groups':['/b'],"
                        + "'nested':{'x':1},'level':1}"),
                json(Claims.of(built).toString()));
    }

    @Test
    void writesAClaimWhereItLives() throws IOException {
        IDToken id = new IDToken();
        id.setName("Alice");
        Claims.replace(id, "name", json("'Al'"));
        Claims.replace(id, "locale", json("'de'"));
        Claims.replace(id, "own", json("[1]"));
        assertEquals("Al", id.getName());
        assertEquals(json("{'name':'Al','locale':'de','own':[1]}"), Claims.of(id));
        Claims.replace(id, "name", null);
        Claims.replace(id, "own", null);
        assertEquals(json("{'locale':'de'}"), Claims.of(id));
        assertFalse(id.getOtherClaims().containsKey("name"));
    }

    @Test
    void setsOverAFieldOnceAndNotTwice() throws IOException {
        IDToken id = new IDToken();
        id.setEmail("a@example.com");
        Claims.set(id, "email", json("['b']"));
        assertEquals("{\"email\":[\"b\"]}", new ObjectMapper().writeValueAsString(Claims.of(id)));
    }
}
