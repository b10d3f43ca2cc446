// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;

/** What the running server can still change of a token whose grant is decided before it is built. */
final class LaterEvents {

    private static final String POST_PROCESSOR = "org.keycloak.protocol.oidc.token.TokenPostProcessor";

    /** Of 26.6 and later. */
    private static final boolean POST_PROCESSED = present(POST_PROCESSOR);

    private LaterEvents() {}

    static boolean postProcessed() {
        return POST_PROCESSED;
    }

    /**
     * What the answer must not rely on. Without a post-processor or a response event nothing is changed after scopes; the
     * post-processor does not see the ID token, so that one is out of reach unless our mapper is in its way.
     */
    static List<String> cannot(boolean lightweight, boolean idTokenOutOfReach, String responseEvent) {
        return cannot(lightweight, idTokenOutOfReach, POST_PROCESSED, known(responseEvent));
    }

    static List<String> cannot(boolean lightweight, boolean idTokenOutOfReach, boolean postProcessed, boolean responseEvent) {
        if (!postProcessed && !responseEvent) {
            return List.of("claims", "lifetime", "audience", "roles", "groups");
        }
        List<String> cannot = new ArrayList<>(lightweight ? Asking.NOT_OF_LIGHTWEIGHT : List.of());
        if (idTokenOutOfReach) {
            for (String what : List.of("claims", "lifetime", "groups")) {
                if (!cannot.contains(what)) {
                    cannot.add(what);
                }
            }
        }
        return cannot;
    }

    private static boolean known(String event) {
        return Arrays.stream(ClientPolicyEvent.values()).anyMatch(known -> known.name().equals(event));
    }

    private static boolean present(String type) {
        try {
            Class.forName(type, false, ClientPolicyEvent.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
