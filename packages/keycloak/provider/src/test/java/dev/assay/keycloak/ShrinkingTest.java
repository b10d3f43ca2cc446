// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShrinkingTest {

    private static final String ASK = "{'scopes':['a','b'],'user':{'id':'u','groups':['/staff','/staff/clerks']},'access_token':{'aud':['x','y'],"
            + "'realm_access':{'roles':['clerk','boss']},'resource_access':{'shop':{'roles':['buy']}}}}";

    private static void check(String members) throws IOException, BrokenAnswer {
        String permit = "{'version':1,'decision':'permit','id':'r','scopes':['a']" + members + "}";
        Answer answer = AnswerReader.read(permit.replace("'scopes':['a'],'scopes'", "'scopes'").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        Shrinking.check(answer, (ObjectNode) new ObjectMapper().readTree(ASK.replace('\'', '"')));
    }

    @Test
    void acceptsAnAnswerWithinItsAsk() {
        assertDoesNotThrow(() -> check(",'audience':['y'],'realm_roles':[],'client_roles':{'shop':['buy']},'groups':['/staff'],"
                + "'tokens':{'access_token':{'set':{'email':'x','tier':1},'remove':['name'],'lifetime_s':1},'refresh_token':{'lifetime_s':9}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",'scopes':['a','c']|the answer would broaden: scopes",
                ",'audience':['z']|the answer would broaden: audience",
                ",'realm_roles':['admin']|the answer would broaden: realm roles",
                ",'client_roles':{'shop':['sell']}|the answer would broaden: client roles",
                ",'client_roles':{'bank':['pay']}|the answer would broaden: client roles",
                ",'groups':['/board']|the answer would broaden: groups",
                ",'tokens':{'refresh_token':{'set':{'a':1}}}|the answer would change claims of a refresh token"
            })
    void refusesAnAnswerThatWouldBroaden(String members, String message) {
        assertEquals(message, assertThrows(BrokenAnswer.class, () -> check(members)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "scope", "client_id", "cnf", "act", "may_act", "azp", "auth_time", "acr", "amr", "nonce",
        "at_hash", "c_hash", "s_hash", "sid", "typ", "events", "authorization_details", "__proto__", "realm_access", "resource_access",
        "session_state", "allowed-origins", "trusted-certs", "category", "reqaud", "permissions", "authorization"
    })
    void refusesToSetOrRemoveAReservedClaim(String claim) {
        for (String token : new String[] {"access_token", "id_token", "assertion"}) {
            assertThrows(BrokenAnswer.class, () -> check(",'tokens':{'" + token + "':{'set':{'" + claim + "':1}}}"));
            assertThrows(BrokenAnswer.class, () -> check(",'tokens':{'" + token + "':{'remove':['" + claim + "']}}"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'tokens':{'access_token':{'set':{'tier':1}}}|claims",
                "'tokens':{'id_token':{'remove':['name']}}|claims",
                "'tokens':{'access_token':{'lifetime_s':1}}|lifetime",
                "'audience':['x']|audience",
                "'realm_roles':['clerk']|roles",
                "'client_roles':{}|roles",
                "'groups':['/staff']|groups"
            })
    void refusesAnAnswerThatThisServerCannotCarryOut(String member, String what) throws IOException {
        ObjectNode ask = (ObjectNode) new ObjectMapper().readTree(ASK.replace('\'', '"'));
        ask.putArray("cannot").add(what);
        String permit = "{'version':1,'decision':'permit','id':'r','scopes':['a']," + member + "}";
        BrokenAnswer broken = assertThrows(
                BrokenAnswer.class,
                () -> Shrinking.check(AnswerReader.read(permit.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), ask));
        assertEquals("the answer would change what this server cannot: " + what, broken.getMessage());
    }

    @Test
    void acceptsAnAnswerThatNamesAllOfWhatThisServerCannotChange() throws IOException {
        ObjectNode ask = (ObjectNode) new ObjectMapper().readTree(ASK.replace('\'', '"'));
        List.of("claims", "lifetime", "audience", "roles", "groups").forEach(ask.putArray("cannot")::add);
        String permit = "{'version':1,'decision':'permit','id':'r','scopes':['a'],'audience':['x','y'],'realm_roles':['boss','clerk'],"
                + "'client_roles':{'shop':['buy']},'groups':['/staff','/staff/clerks']}";
        assertDoesNotThrow(
                () -> Shrinking.check(AnswerReader.read(permit.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), ask));
    }

    @Test
    void takesAnAudienceThatIsOneText() throws IOException, BrokenAnswer {
        Answer answer = AnswerReader.read(
                "{\"version\":1,\"decision\":\"permit\",\"id\":\"r\",\"scopes\":[],\"audience\":[\"x\"]}".getBytes(StandardCharsets.UTF_8));
        Shrinking.check(answer, (ObjectNode) new ObjectMapper().readTree("{\"scopes\":[],\"access_token\":{\"aud\":\"x\"}}"));
    }
}
