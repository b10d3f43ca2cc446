// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.Set;

/**
 * What the policy reads beyond the plain facts, as the bridge last told; {@code *} alone stands for every name.
 *
 * @param clientScopes whether it counts which client scopes a client has: looking them up is dear
 * @param idToken whether it counts what an ID token would hold that is not built yet
 */
public record Needs(
        String digest,
        Set<String> userAttributes,
        Set<String> sessionNotes,
        Set<String> clientAttributes,
        Set<String> parameters,
        boolean idToken,
        boolean clientScopes) {

    /** Before the bridge was heard: nothing is sent but the plain facts. */
    public static final Needs NONE = new Needs("", Set.of(), Set.of(), Set.of(), Set.of(), false, false);

    /** Whether a set of names holds this name. */
    public static boolean holds(Set<String> names, String name) {
        return names.contains("*") || names.contains(name);
    }
}
