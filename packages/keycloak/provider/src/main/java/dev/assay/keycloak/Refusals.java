// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import jakarta.ws.rs.core.Response;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** What a client is told where it gets no token: the error, and the number under which to ask why. */
final class Refusals {

    static final String SERVER_ERROR = "server_error";
    static final String UNDECIDED = "the token could not be decided";

    private Refusals() {}

    static ClientPolicyException denied(Answer answer) {
        return new ClientPolicyException(answer.error(), answer.description(), status(answer.status()));
    }

    /** Fail closed. */
    static ClientPolicyException undecided() {
        return new ClientPolicyException(SERVER_ERROR, UNDECIDED, Response.Status.SERVICE_UNAVAILABLE);
    }

    private static Response.Status status(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? Response.Status.BAD_REQUEST : known;
    }
}
