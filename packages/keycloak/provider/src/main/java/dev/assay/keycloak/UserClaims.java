// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.keycloak.Answer.Changes;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.JsonSerialization;

/**
 * Claims policy set and removed at the last issuance, kept with the client session for userinfo: there mappers run anew and
 * know of no decision.
 */
final class UserClaims {

    private static final String NOTE = "assay.userinfo";
    private static final int LONGEST = 8192;

    private UserClaims() {}

    /** Keeps what userinfo must know. Beyond the bound no value is kept: those claims are then removed from userinfo. */
    static void note(ClientSessionContext context, Answer answer) {
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        if (clientSession.getUserSession().getPersistenceState() == SessionPersistenceState.TRANSIENT) {
            return;
        }
        String note = of(answer.changes("id_token"), answer.changes("access_token"));
        if (note != null) {
            clientSession.setNote(NOTE, note);
        } else if (clientSession.getNote(NOTE) != null) {
            clientSession.removeNote(NOTE);
        }
    }

    static String of(Changes id, Changes access) {
        if (id.set().isEmpty() && id.remove().isEmpty() && access.remove().isEmpty()) {
            return null;
        }
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        ArrayNode removed = note.putArray("remove");
        id.remove().forEach(removed::add);
        access.remove().stream().filter(name -> !id.remove().contains(name) && !id.set().containsKey(name)).forEach(removed::add);
        ObjectNode set = note.putObject("set");
        id.set().forEach(set::set);
        if (note.toString().length() > LONGEST) {
            note.remove("set");
            id.set().keySet().forEach(removed::add);
        }
        return note.toString();
    }

    static void apply(JsonWebToken userInfo, AuthenticatedClientSessionModel clientSession) {
        String note = clientSession.getNote(NOTE);
        if (note == null) {
            return;
        }
        try {
            JsonNode changes = JsonSerialization.mapper.readTree(note);
            changes.path("remove").forEach(name -> Claims.remove(userInfo, name.asText()));
            Set<Map.Entry<String, JsonNode>> set = changes.path("set").properties();
            set.forEach(claim -> Claims.set(userInfo, claim.getKey(), claim.getValue()));
        } catch (IOException e) {
            throw new IllegalStateException("the note of the client session cannot be read", e);
        }
    }
}
