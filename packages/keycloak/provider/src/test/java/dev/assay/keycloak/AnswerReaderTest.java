// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.assay.keycloak.Answer.Changes;
import dev.assay.keycloak.Answer.Decision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static Answer read(String json) throws BrokenAnswer {
        return AnswerReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAPermitWithAllThatStays() throws BrokenAnswer {
        Answer answer = read("{'version':1,'decision':'permit','id':'r1','scopes':['a'],'audience':['x'],'realm_roles':['clerk'],"
                + "'client_roles':{'shop':['buy']},'groups':['/staff'],'tokens':{'access_token':{'set':{'tier':'gold'},'remove':['own'],"
                + "'lifetime_s':60}}}");
        assertEquals(
                new Answer(
                        Decision.PERMIT,
                        "r1",
                        null,
                        400,
                        null,
                        List.of("a"),
                        List.of("x"),
                        List.of("clerk"),
                        Map.of("shop", List.of("buy")),
                        List.of("/staff"),
                        Map.of("access_token", new Changes(Map.of("tier", TextNode.valueOf("gold")), Set.of("own"), 60L)),
                        null),
                answer);
    }

    @Test
    void readsADenialAndWhatItsClientIsTold() throws BrokenAnswer {
        Answer answer = read("{'version':1,'decision':'deny','id':'r2','error':'unmet_authentication_requirements','status':401,'acr':'gold'}");
        assertEquals(401, answer.status());
        assertEquals("acr gold is required; correlation id r2", answer.description());
        assertEquals(
                "correlation id r3", read("{'version':1,'decision':'deny','id':'r3','error':'access_denied'}").description());
    }

    @Test
    void readsWhatThePolicyNeeds() throws BrokenAnswer {
        Answer answer = read("{'version':1,'decision':'ask_again','id':'','needs':{'digest':'d','user_attributes':['department'],"
                + "'session_notes':['*'],'client_attributes':[],'parameters':['resource'],'id_token':true,'client_scopes':false}}");
        assertEquals(new Needs("d", Set.of("department"), Set.of("*"), Set.of(), Set.of("resource"), true, false), answer.needs());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "hello",
        "[]",
        "{}",
        "null",
        "{'version':2,'decision':'unchanged','id':''}",
        "{'version':'1','decision':'unchanged','id':''}",
        "{'version':1,'decision':'maybe','id':'r'}",
        "{'version':1,'decision':'unchanged','id':'r','extra':1}",
        "{'version':1,'decision':'unchanged','id':'r'} trailing",
        "{'version':1,'decision':'unchanged','id':'r','id':'s'}",
        "{'version':1,'decision':'unchanged'}",
        "{'version':1,'decision':'permit','id':'r'}",
        "{'version':1,'decision':'permit','id':'','scopes':[]}",
        "{'version':1,'decision':'permit','id':'r','scopes':'a'}",
        "{'version':1,'decision':'permit','id':'r','scopes':[1]}",
        "{'version':1,'decision':'permit','id':'r','scopes':[],'client_roles':['x']}",
        "{'version':1,'decision':'permit','id':'r','scopes':[],'client_roles':{'shop':'buy'}}",
        "{'version':1,'decision':'permit','id':'r','scopes':[],'tokens':{'other_token':{}}}",
        "{'version':1,'decision':'permit','id':'r','scopes':[],'tokens':{'id_token':{'add':{}}}}",
        "{'version':1,'decision':'permit','id':'r','scopes':[],'tokens':{'id_token':{'set':{'a':null}}}}",
        "{'version':1,'decision':'permit','id':'r','scopes':[],'tokens':{'id_token':{'lifetime_s':-1}}}",
        "{'version':1,'decision':'permit','id':'r','scopes':[],'tokens':{'id_token':{'lifetime_s':1.5}}}",
        "{'version':1,'decision':'permit','id':'r','scopes':[],'tokens':{'id_token':{'lifetime_s':99999999999}}}",
        "{'version':1,'decision':'deny','id':'r'}",
        "{'version':1,'decision':'deny','id':'','error':'access_denied'}",
        "{'version':1,'decision':'deny','id':'r','error':'a\\nb'}",
        "{'version':1,'decision':'deny','id':'r\\\"','error':'access_denied'}",
        "{'version':1,'decision':'deny','id':'r','error':'access_denied','status':200}",
        "{'version':1,'decision':'deny','id':'r','error':'access_denied','status':'400'}",
        "{'version':1,'decision':'ask_again','id':''}",
        "{'version':1,'decision':'ask_again','id':'','needs':{'digest':'d','user_attributes':[],'session_notes':[],'client_attributes':[],'parameters':[],'id_token':'yes','client_scopes':false}}",
        "{'version':1,'decision':'ask_again','id':'','needs':{'digest':'','user_attributes':[],'session_notes':[],'client_attributes':[],'parameters':[],'id_token':false,'client_scopes':false}}"
    })
    void refusesWhatIsNoAnswer(String reply) {
        assertThrows(BrokenAnswer.class, () -> read(reply));
    }
}
