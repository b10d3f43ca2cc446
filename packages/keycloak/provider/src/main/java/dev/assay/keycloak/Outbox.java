// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Events that the bridge has not taken yet: bounded, so that a bridge that is away costs no memory. Of a full box the
 * oldest event is dropped, a logout before any other; what is dropped is counted and logged. Used by one thread.
 */
final class Outbox {

    /** Takes a body to the bridge. */
    interface Sender {
        void send(ObjectNode body) throws BridgeFailure;
    }

    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final int BATCH = 50;

    private final int capacity;
    private final Deque<GateEvent> waiting = new ArrayDeque<>();
    private int most = BATCH;
    private long dropped;
    private boolean failing;

    Outbox(int capacity) {
        this.capacity = capacity;
    }

    void add(GateEvent event) {
        if (waiting.size() >= capacity) {
            GateEvent victim = waiting.stream().filter(old -> old.kind().equals("logout")).findFirst().orElse(waiting.peekFirst());
            waiting.remove(victim);
            lost(1);
        }
        waiting.addLast(event);
    }

    /** Counts what never reached the box. */
    void lost(long events) {
        dropped += events;
        // once for each power of two: a bridge that is away for long must not fill the log
        if (Long.highestOneBit(dropped) != Long.highestOneBit(dropped - events)) {
            LOG.errorf("events for the Assay bridge were dropped, %d so far", dropped);
        }
    }

    /** Sends what waits, in order, until the bridge fails; true if nothing is left. */
    boolean flush(Sender sender) {
        while (!waiting.isEmpty()) {
            List<GateEvent> batch = batch();
            try {
                sender.send(body(batch));
            } catch (BridgeFailure failure) {
                if (!failing) LOG.warnf("the Assay bridge takes no events, they are kept: %s", failure.getMessage());
                failing = true;
                stepAside(batch);
                return false;
            }
            batch.forEach(sent -> waiting.removeFirst());
            failing = false;
            most = BATCH;
        }
        return true;
    }

    /** An event the bridge will never take must not keep it from the others: fewer are sent at once, and one alone goes to the end. */
    private void stepAside(List<GateEvent> batch) {
        if (batch.size() == 1) waiting.addLast(waiting.removeFirst());
        most = Math.max(1, most / 2);
    }

    int size() {
        return waiting.size();
    }

    long dropped() {
        return dropped;
    }

    /** The first events, as far as they are of one realm. */
    private List<GateEvent> batch() {
        List<GateEvent> batch = new ArrayList<>();
        for (GateEvent event : waiting) {
            if (batch.size() == most || !event.realm().equals(waiting.getFirst().realm())) break;
            batch.add(event);
        }
        return batch;
    }

    private static ObjectNode body(List<GateEvent> batch) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("version", 1).put("realm", batch.get(0).realm());
        ArrayNode events = body.putArray("events");
        batch.forEach(event -> events.add(event.json()));
        return body;
    }
}
