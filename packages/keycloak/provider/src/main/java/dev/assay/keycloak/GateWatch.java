// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Remembers how each realm's gate was, and says what changed. Keycloak has no admin event for a change of client
 * profiles or policies, so the states are compared, not the events read. Used by one thread.
 */
final class GateWatch {

    private final Map<String, GateState> known = new HashMap<>();

    /** What changed since the last look at this realm. A realm that is seen for the first time has to be whole, if it has anything of ours. */
    List<GateEvent> look(String realmId, String realm, GateState now, long time, GateEvent.By by, String path) {
        GateState before = known.put(realmId, now);
        List<GateEvent> events = new ArrayList<>();
        if (before == null) {
            if (!now.meant()) return events;
            for (GateHole hole : now.holes()) {
                events.add(new GateEvent(realm, time, hole.kind(), hole.what(), GateEvent.By.NOBODY, null, "found when the server started"));
            }
            return events;
        }
        for (GateHole hole : without(now.holes(), before.holes())) {
            // a hole in a realm that had no gate takes nothing away
            if (before.gated() || now.gated()) events.add(new GateEvent(realm, time, hole.kind(), hole.what(), by, path, null));
        }
        for (String guard : without(before.guards(), now.guards())) {
            events.add(new GateEvent(realm, time, "gate_weakened", "no longer: " + guard, by, path, null));
        }
        for (GateHole hole : without(before.holes(), now.holes())) {
            if (now.gated()) events.add(new GateEvent(realm, time, "gate_restored", "no longer: " + hole.what(), by, path, null));
        }
        for (String guard : without(now.guards(), before.guards())) {
            events.add(new GateEvent(realm, time, "gate_restored", guard, by, path, null));
        }
        if (events.isEmpty() && !now.documents().equals(before.documents()) && (before.gated() || now.gated())) {
            events.add(new GateEvent(realm, time, "gate_changed", "the client profiles or policies of the realm", by, path, null));
        }
        return events;
    }

    Set<String> realms() {
        return Set.copyOf(known.keySet());
    }

    void forget(String realmId) {
        known.remove(realmId);
    }

    private static <T extends Comparable<T>> SortedSet<T> without(SortedSet<T> these, SortedSet<T> those) {
        SortedSet<T> rest = new TreeSet<>(these);
        rest.removeAll(those);
        return rest;
    }
}
