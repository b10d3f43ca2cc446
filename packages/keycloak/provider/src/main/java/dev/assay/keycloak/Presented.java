// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.JsonSerialization;

/** The token that introspection or userinfo is asked about, kept where the event shows it: mappers are not given it. */
final class Presented {

    private static final String ATTRIBUTE = "assay.presented";

    private Presented() {}

    static void put(KeycloakSession session, String token) {
        if (token != null) {
            session.setAttribute(ATTRIBUTE, token);
        }
    }

    /** Its claims; the server checks its signature before any mapper runs. Null where no event showed one. */
    static ObjectNode claims(KeycloakSession session) {
        String token = session.getAttribute(ATTRIBUTE, String.class);
        if (token == null) {
            return null;
        }
        try {
            return (ObjectNode) JsonSerialization.mapper.readTree(new JWSInput(token).getContent());
        } catch (JWSInputException | IOException | ClassCastException e) {
            return null;
        }
    }
}
