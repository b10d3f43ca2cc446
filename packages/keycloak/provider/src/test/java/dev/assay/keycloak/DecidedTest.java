// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

class DecidedTest {

    private final Map<Object, Object> attributes = new HashMap<>();
    private final KeycloakSession session = new Proxies()
            .on("setAttribute", arguments -> attributes.put(arguments[0], arguments[1]))
            .on("getAttribute", arguments -> attributes.get(arguments[0]))
            .as(KeycloakSession.class);

    private static ClientModel client(String id) {
        return new Proxies().on("getId", id).as(ClientModel.class);
    }

    @Test
    void isFoundForItsClientAndGrantAndForNoOther() throws BrokenAnswer {
        Answer answer = AnswerReader.read("{\"version\":1,\"decision\":\"unchanged\",\"id\":\"r\"}".getBytes());
        Decided.put(session, client("a"), Grants.REFRESH, answer, null);
        assertEquals(answer, Decided.of(session, client("a"), Grants.REFRESH).answer());
        assertNull(Decided.of(session, client("b"), Grants.REFRESH));
        assertNull(Decided.of(session, client("a"), Grants.EXCHANGE));
        assertNull(Decided.of(session, client("b")));
    }

    @Test
    void leavesTokensAsBuiltWhereNothingWasDecidedForAnObservedClient() {
        Decided.put(session, client("a"), Grants.EXCHANGE, null, null);
        assertTrue(Decided.of(session, client("a")).unchanged());
    }
}
