// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.keycloak.common.util.Time;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A decision of {@code assay-gate}, kept in the login that is under way until its assertion is built. It is bound to
 * client and user, and taken once.
 */
record KeptOrder(
        @JsonProperty("client") String client,
        @JsonProperty("user") String user,
        @JsonProperty("time") int time,
        @JsonProperty("order") AssertionOrder order) {

    /** How long a decision waits for a second factor, a required action or consent; then it is made anew. */
    static final int SECONDS = 300;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTE = "assay-order";

    static void keep(AuthenticationSessionModel login, String client, String user, AssertionOrder order) {
        try {
            login.setAuthNote(NOTE, JSON.writeValueAsString(new KeptOrder(client, user, Time.currentTime(), order)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The decision of this login for this client and user; null where there is none, or none of late. */
    static AssertionOrder take(AuthenticationSessionModel login, String client, String user) {
        String note = login == null ? null : login.getAuthNote(NOTE);
        if (note == null) return null;
        login.removeAuthNote(NOTE);
        KeptOrder kept;
        try {
            kept = JSON.readValue(note, KeptOrder.class);
        } catch (IOException e) {
            return null;
        }
        boolean fresh = Time.currentTime() - kept.time() <= SECONDS;
        return fresh && client.equals(kept.client()) && user.equals(kept.user()) ? kept.order() : null;
    }
}
