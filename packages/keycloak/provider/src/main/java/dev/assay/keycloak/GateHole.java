// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

/**
 * A way past the gate that a realm's configuration leaves open.
 *
 * @param kind gate_removed: the executor runs for no client; gate_weakened: it runs, but not for all or not last
 */
public record GateHole(String kind, String what) implements Comparable<GateHole> {

    static GateHole removed(String what) {
        return new GateHole("gate_removed", what);
    }

    static GateHole weakened(String what) {
        return new GateHole("gate_weakened", what);
    }

    @Override
    public int compareTo(GateHole other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : what.compareTo(other.what);
    }
}
