// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;

/** The one connection to the bridge; shared by everything in this JAR. */
public final class Bridge {

    private final Settings settings;

    Bridge(Settings settings) {
        this.settings = settings;
    }

    /**
     * Asks for a decision. The function builds the ask from what the policy needs; it is called again where the bridge
     * says that those needs have changed. The answer is checked: it only takes away from what was asked.
     */
    public Answer ask(KeycloakSession session, Function<Needs, ObjectNode> ask) throws BridgeFailure {
        throw new BridgeFailure("not built yet");
    }

    /** Posts what is not asked but told, such as {@code /v1/events/keycloak}; any status of 2xx is taken for received. */
    public void post(String path, ObjectNode body) throws BridgeFailure {
        throw new BridgeFailure("not built yet");
    }
}
