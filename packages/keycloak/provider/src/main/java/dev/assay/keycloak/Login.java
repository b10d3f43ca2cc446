// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AcrStore;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;

/** What is known of a login that is under way. */
final class Login {

    private Login() {}

    /** The session of a login by cookie, which has one already; null for another. */
    static UserSessionModel userSession(AuthenticationFlowContext context) {
        String id = context.getAuthenticationSession().getParentSession().getId();
        UserSessionModel found = context.getSession().sessions().getUserSession(context.getRealm(), id);
        boolean same = found != null && found.getUser() != null && found.getUser().getId().equals(context.getUser().getId());
        return same ? found : null;
    }

    /** The authentication context reached so far, as the client's tokens will name it. */
    static String acr(AuthenticationFlowContext context) {
        AcrStore store = new AcrStore(context.getSession(), context.getAuthenticationSession());
        return acr(store.getLevelOfAuthenticationFromCurrentAuthentication(), context.getAuthenticationSession().getClient());
    }

    /** The name of a level: by the client's map or the realm's, and else the number. */
    static String acr(int level, ClientModel client) {
        // a finished login is of level 1 where its flow says nothing
        int reached = level < Constants.MINIMUM_LOA ? 1 : level;
        Map<String, Integer> levels = AcrUtils.getAcrLoaMap(client);
        String name = AcrUtils.mapLoaToAcr(reached, levels, levels.keySet());
        return name == null ? String.valueOf(reached) : name;
    }

    /** The level behind a name; null where neither the client nor the realm knows it. */
    static Integer level(String acr, ClientModel client) {
        Integer level = AcrUtils.getAcrLoaMap(client).get(acr);
        if (level != null) return level;
        return acr.matches("[0-9]{1,4}") ? Integer.valueOf(acr) : null;
    }
}
