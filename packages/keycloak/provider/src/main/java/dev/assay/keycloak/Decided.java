// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * The decision of this request, kept in its session: what an early moment decided is carried out at the late one.
 *
 * @param answer what the bridge answered; null where the tokens of an observed client go out undecided
 * @param ask what was asked
 */
record Decided(String client, String grantType, Answer answer, ObjectNode ask) {

    private static final String ATTRIBUTE = "assay.decided";

    static void put(KeycloakSession session, ClientModel client, String grantType, Answer answer, ObjectNode ask) {
        session.setAttribute(ATTRIBUTE, new Decided(client.getId(), grantType, answer, ask));
    }

    /** The decision for this client and grant; null where there is none. */
    static Decided of(KeycloakSession session, ClientModel client, String grantType) {
        Decided decided = session.getAttribute(ATTRIBUTE, Decided.class);
        return decided != null && decided.client.equals(client.getId()) && decided.grantType.equals(grantType) ? decided : null;
    }

    /** Any decision for this client. */
    static Decided of(KeycloakSession session, ClientModel client) {
        Decided decided = session.getAttribute(ATTRIBUTE, Decided.class);
        return decided != null && decided.client.equals(client.getId()) ? decided : null;
    }

    /** Whether the tokens go out as they were built. */
    boolean unchanged() {
        return answer == null || answer.decision() == Answer.Decision.UNCHANGED;
    }
}
