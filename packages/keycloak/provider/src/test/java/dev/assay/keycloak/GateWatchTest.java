// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GateWatchTest {

    private static final String GUARD = "the browser flow has the authenticator assay-gate";
    private static final GateHole DISABLED = GateHole.removed("disabled");
    private static final GateHole OBSERVED = GateHole.weakened("observed");
    private static final GateEvent.By ADMIN = new GateEvent.By("admin", "cli", "192.0.2.1");

    private final GateWatch watch = new GateWatch();

    @Test
    @DisplayName("tells what was taken away, by whom, and when it is back")
    void takenAway() {
        look(state("1", List.of(), GUARD));

        assertEquals(List.of(event("gate_removed", "disabled")), look(state("2", List.of(DISABLED), GUARD)));
        assertEquals(List.of(), look(state("2", List.of(DISABLED), GUARD)));
        assertEquals(List.of(event("gate_restored", "no longer: disabled")), look(state("1", List.of(), GUARD)));
    }

    @Test
    @DisplayName("tells of what else a realm had and has no more")
    void guards() {
        look(state("1", List.of(), GUARD, "scope"));

        assertEquals(List.of(event("gate_weakened", "no longer: scope")), look(state("1", List.of(), GUARD)));
        assertEquals(List.of(event("gate_weakened", "no longer: " + GUARD)), look(state("1", List.of())));
        assertEquals(List.of(event("gate_restored", GUARD)), look(state("1", List.of(), GUARD)));
    }

    @Test
    @DisplayName("tells of a change that opens no hole as a change")
    void changed() {
        look(state("1", List.of()));

        assertEquals(List.of(event("gate_changed", "the client profiles or policies of the realm")), look(state("2", List.of())));
    }

    @Test
    @DisplayName("a realm that has something of ours and is not whole at the start is told of, once")
    void atTheStart() {
        GateState broken = state("1", List.of(DISABLED, OBSERVED), GUARD);

        List<GateEvent> events = watch.look("id", "acme", broken, 7, ADMIN, "path");

        assertEquals(
                List.of(
                        new GateEvent("acme", 7, "gate_removed", "disabled", GateEvent.By.NOBODY, null, "found when the server started"),
                        new GateEvent("acme", 7, "gate_weakened", "observed", GateEvent.By.NOBODY, null, "found when the server started")),
                events);
        assertEquals(List.of(), look(broken));
    }

    @Test
    @DisplayName("a realm that never had a gate is nobody's business")
    void withoutGate() {
        assertEquals(List.of(), look(state("1", List.of(DISABLED))));
        assertEquals(List.of(), look(state("2", List.of(GateHole.removed("deleted")))));
    }

    @Test
    @DisplayName("a realm that is gone is forgotten")
    void forgets() {
        look(state("1", List.of()));
        watch.forget("id");

        assertEquals(List.of(), look(state("2", List.of(DISABLED))));
    }

    private List<GateEvent> look(GateState state) {
        return watch.look("id", "acme", state, 7, ADMIN, "path");
    }

    private static GateEvent event(String kind, String what) {
        return new GateEvent("acme", 7, kind, what, ADMIN, "path", null);
    }

    private static GateState state(String documents, List<GateHole> holes, String... guards) {
        return new GateState(documents, new TreeSet<>(holes), new TreeSet<>(List.of(guards)));
    }
}
