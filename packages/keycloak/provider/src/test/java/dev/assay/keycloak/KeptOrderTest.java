// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.Time;
import org.keycloak.sessions.AuthenticationSessionModel;

class KeptOrderTest {

    private static final AssertionOrder ORDER =
            new AssertionOrder("r", List.of("sp"), Map.of("tier", List.of("a")), Set.of("dept"), 20L);

    private final Map<String, String> notes = new HashMap<>();
    private final AuthenticationSessionModel login = new Proxies()
            .on("getAuthNote", arguments -> notes.get(arguments[0]))
            .on("setAuthNote", arguments -> notes.put((String) arguments[0], (String) arguments[1]))
            .on("removeAuthNote", arguments -> notes.remove(arguments[0]))
            .as(AuthenticationSessionModel.class);

    @AfterEach
    void resetClock() {
        Time.setOffset(0);
    }

    @Test
    @DisplayName("a decision of the gate is taken once, as it was made")
    void takenOnce() {
        KeptOrder.keep(login, "sp", "alice", ORDER);

        assertEquals(ORDER, KeptOrder.take(login, "sp", "alice"));
        assertNull(KeptOrder.take(login, "sp", "alice"));
        assertEquals(Map.of(), notes);
    }

    @Test
    @DisplayName("a decision about another user or for another client is not taken")
    void bound() {
        KeptOrder.keep(login, "sp", "alice", ORDER);
        assertNull(KeptOrder.take(login, "sp", "bob"));
        KeptOrder.keep(login, "sp", "alice", ORDER);
        assertNull(KeptOrder.take(login, "other", "alice"));
    }

    @Test
    @DisplayName("a decision that waited too long is made anew")
    void expires() {
        KeptOrder.keep(login, "sp", "alice", ORDER);
        Time.setOffset(KeptOrder.SECONDS + 1);

        assertNull(KeptOrder.take(login, "sp", "alice"));
    }

    @Test
    @DisplayName("there is none without a login, and none in a note that is not ours")
    void none() {
        assertNull(KeptOrder.take(null, "sp", "alice"));
        notes.put("assay-order", "{\"client\":\"sp\",\"more\":1}");
        assertNull(KeptOrder.take(login, "sp", "alice"));
    }
}
