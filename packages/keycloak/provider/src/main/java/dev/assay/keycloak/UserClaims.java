// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.keycloak.Answer.Changes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Keeps what userinfo must know, and forgets what an earlier decision left. Beyond the bound no value is kept: those claims and groups are then gone from userinfo. */
    static void note(ClientSessionContext context, Answer answer) {
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        if (clientSession.getUserSession().getPersistenceState() == SessionPersistenceState.TRANSIENT) {
            return;
        }
        boolean permit = answer.decision() == Answer.Decision.PERMIT;
        String note = permit ? of(answer.changes("id_token"), answer.changes("access_token"), answer.groups()) : null;
        if (note != null) {
            clientSession.setNote(NOTE, note);
        } else if (clientSession.getNote(NOTE) != null) {
            clientSession.removeNote(NOTE);
        }
    }

    static String of(Changes id, Changes access, List<String> groups) {
        if (id.set().isEmpty() && id.remove().isEmpty() && access.remove().isEmpty() && groups == null) {
            return null;
        }
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        if (groups != null) {
            groups.forEach(note.putArray("groups")::add);
        }
        ArrayNode removed = note.putArray("remove");
        id.remove().forEach(removed::add);
        access.remove().stream().filter(name -> !id.remove().contains(name) && !id.set().containsKey(name)).forEach(removed::add);
        ObjectNode set = note.putObject("set");
        id.set().forEach(set::set);
        if (note.toString().length() > LONGEST) {
            note.remove("set");
            id.set().keySet().forEach(removed::add);
            if (groups != null) {
                note.putArray("groups");
            }
        }
        return note.toString();
    }

    static void apply(JsonWebToken userInfo, ClientSessionContext context) {
        String note = context.getClientSession().getNote(NOTE);
        if (note == null) {
            return;
        }
        try {
            JsonNode changes = JsonSerialization.mapper.readTree(note);
            if (changes.has("groups")) {
                List<String> stay = new ArrayList<>();
                changes.get("groups").forEach(path -> stay.add(path.asText()));
                Groups.keep(stay, context, List.of(userInfo));
            }
            changes.path("remove").forEach(name -> Claims.remove(userInfo, name.asText()));
            changes.path("set").properties().forEach(claim -> Claims.set(userInfo, claim.getKey(), claim.getValue()));
        } catch (IOException e) {
            throw new IllegalStateException("the note of the client session cannot be read", e);
        }
    }
}
