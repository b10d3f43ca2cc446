// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.List;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;

/**
 * Sessions a refused grant would leave behind: the server makes them before it asks, and a denial does not undo that. The
 * session of a user who is logged in at other clients stays, without the refused one.
 */
final class Leftovers {

    private Leftovers() {}

    static void remove(KeycloakSession session, ClientSessionContext context) {
        AuthenticatedClientSessionModel clientSession = context.getClientSession();
        UserSessionModel userSession = clientSession.getUserSession();
        if (userSession == null || userSession.getPersistenceState() == SessionPersistenceState.TRANSIENT) {
            return;
        }
        ClientModel client = clientSession.getClient();
        RealmModel realm = client.getRealm();
        String id = userSession.getId();
        UserSessionModel online = session.sessions().getUserSession(realm, id);
        if (online != null && withoutClient(online, client)) {
            session.sessions().removeUserSession(realm, online);
        }
        if (context.isOfflineTokenRequested()) {
            offline(session, realm, client, id);
        }
    }

    /** The offline session of this login alone; the user's others are of other issuances. */
    static void offline(KeycloakSession session, RealmModel realm, ClientModel client, String userSessionId) {
        UserSessionModel offline = session.sessions().getOfflineUserSession(realm, userSessionId);
        if (offline != null && withoutClient(offline, client)) {
            session.sessions().removeOfflineUserSession(realm, offline);
        }
    }

    /** Takes the client out of a user session, and says whether no other is left. */
    private static boolean withoutClient(UserSessionModel userSession, ClientModel client) {
        if (userSession.getAuthenticatedClientSessions().keySet().stream().allMatch(client.getId()::equals)) {
            return true;
        }
        userSession.removeAuthenticatedClientSessions(List.of(client.getId()));
        return false;
    }
}
