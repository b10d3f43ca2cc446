// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NarrowTest {

    private static JsonNode json(String text) throws IOException {
        return text == null ? null : new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static JsonNode introspected(String said, String token, String rebuilt) throws IOException {
        return Narrow.introspected(json(said), json(token), json(rebuilt));
    }

    @Test
    void intersectsListsAndObjectsAndTakesTheLesserOfAnythingElse() throws IOException {
        assertEquals(json("['b']"), Narrow.intersect(json("['a','b']"), json("['b','c']")));
        assertEquals(json("{'x':['b']}"), Narrow.intersect(json("{'x':['a','b'],'y':1}"), json("{'x':['b'],'z':1}")));
        assertEquals(json("1"), Narrow.intersect(json("2"), json("1")));
        assertEquals(json("'b'"), Narrow.intersect(json("['a','b']"), json("'b'")));
        assertNull(Narrow.intersect(json("'a'"), json("['b','c']")));
        assertNull(Narrow.intersect(json("'a'"), null));
        assertNull(Narrow.intersect(null, json("'a'")));
    }

    @Test
    void keepsWhatIsOfIntrospectionAlone() throws IOException {
        assertEquals(json("'y'"), introspected("'y'", null, null));
        assertEquals(json("['own','extra']"), introspected("['own','extra','gone']", "['own']", "['own','gone']"));
    }

    @Test
    void keepsOutWhatWasTakenFromTheToken() throws IOException {
        assertNull(introspected("'x'", null, "'x'"));
        assertNull(introspected("['a']", null, "['a','b']"));
        assertEquals(json("{'roles':['clerk']}"), introspected("{'roles':['clerk','boss']}", "{'roles':['clerk']}", "{'roles':['clerk','boss']}"));
        assertEquals(
                json("{'shop':{'roles':['buy']}}"),
                introspected(
                        "{'shop':{'roles':['buy','sell']},'bank':{'roles':['pay']}}",
                        "{'shop':{'roles':['buy']}}",
                        "{'shop':{'roles':['buy','sell']},'bank':{'roles':['pay']}}"));
    }

    @Test
    void letsTheTokenWin() throws IOException {
        assertEquals(json("'gold'"), introspected(null, "'gold'", null));
        assertEquals(json("'a b'"), introspected("'a b c'", "'a b'", "'a b c'"));
    }
}
