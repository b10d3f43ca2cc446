// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final List<ObjectNode> sent = new ArrayList<>();

    @Test
    @DisplayName("sends events in order, a body for each run of one realm")
    void sends() {
        Outbox outbox = new Outbox(10);
        outbox.add(event("acme", "logout", "1"));
        outbox.add(new GateEvent("acme", 5, "gate_removed", "2", new GateEvent.By("u", "c", "192.0.2.1"), "p", "d"));
        outbox.add(event("other", "logout", "3"));

        assertTrue(outbox.flush(sent::add));

        assertEquals(
                List.of(
                        text("{'version':1,'realm':'acme','events':[{'time':5,'kind':'logout','what':'1','by':{}},"
                                + "{'time':5,'kind':'gate_removed','what':'2','by':{'user':'u','client':'c','ip':'192.0.2.1'},'path':'p','detail':'d'}]}"),
                        text("{'version':1,'realm':'other','events':[{'time':5,'kind':'logout','what':'3','by':{}}]}")),
                sent.stream().map(ObjectNode::toString).toList());
        assertEquals(0, outbox.size());
    }

    @Test
    @DisplayName("keeps what the bridge does not take, and sends it once it does")
    void keeps() {
        Outbox outbox = new Outbox(10);
        outbox.add(event("acme", "gate_removed", "1"));

        assertFalse(outbox.flush(body -> {
            throw new BridgeFailure("away");
        }));
        assertEquals(1, outbox.size());
        assertTrue(outbox.flush(sent::add));
        assertEquals(1, sent.size());
    }

    @Test
    @DisplayName("an event the bridge never takes does not keep it from the others")
    void poison() {
        Outbox outbox = new Outbox(10);
        outbox.add(event("acme", "gate_changed", "poison"));
        outbox.add(event("acme", "gate_removed", "1"));
        outbox.add(event("acme", "gate_restored", "2"));

        for (int attempt = 0; attempt < 12; attempt++) {
            outbox.flush(body -> {
                if (body.toString().contains("poison")) throw new BridgeFailure("status 400");
                sent.add(body);
            });
        }

        List<String> taken = new ArrayList<>();
        sent.forEach(body -> body.get("events").forEach(event -> taken.add(event.get("what").asText())));
        assertEquals(List.of("1", "2"), taken);
        assertEquals(1, outbox.size());
    }

    @Test
    @DisplayName("drops a logout before what took a gate away, and counts it")
    void drops() {
        Outbox outbox = new Outbox(2);
        outbox.add(event("acme", "gate_removed", "1"));
        outbox.add(event("acme", "logout", "2"));
        outbox.add(event("acme", "gate_weakened", "3"));
        outbox.add(event("acme", "gate_restored", "4"));

        outbox.flush(sent::add);

        List<String> kept = new ArrayList<>();
        sent.get(0).get("events").forEach(event -> kept.add(event.get("what").asText()));
        assertEquals(List.of("3", "4"), kept);
        assertEquals(2, outbox.dropped());
    }

    private static String text(String json) {
        return json.replace('\'', '"');
    }

    private static GateEvent event(String realm, String kind, String what) {
        return new GateEvent(realm, 5, kind, what, GateEvent.By.NOBODY, null, null);
    }
}
