// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.concurrent.TimeUnit;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.TokenManager.TokenValidation;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/** When the refresh token would end that a refresh is about to make. */
final class RefreshEnd {

    private RefreshEnd() {}

    /** The kind it will have; null where the client gets none. */
    static String kind(RefreshToken used, ClientModel client) {
        return OIDCAdvancedConfigWrapper.fromClientModel(client).isUseRefreshToken() ? used.getType() : null;
    }

    /** Seconds since 1970; null where it does not end. */
    static Long of(RefreshToken used, TokenValidation would) {
        AuthenticatedClientSessionModel clientSession = would.clientSessionCtx.getClientSession();
        ClientModel client = clientSession.getClient();
        RealmModel realm = client.getRealm();
        boolean offline = TokenUtil.TOKEN_TYPE_OFFLINE.equals(used.getType());
        return offline && !realm.isOfflineSessionMaxLifespanEnabled()
                ? null
                : Long.valueOf(end(offline, would.userSession, clientSession, realm, client));
    }

    private static long end(
            boolean offline, UserSessionModel userSession, AuthenticatedClientSessionModel clientSession, RealmModel realm, ClientModel client) {
        long idle = SessionExpirationUtils.calculateClientSessionIdleTimestamp(
                offline, userSession.isRememberMe(), Time.currentTimeMillis(), realm, client);
        long most = SessionExpirationUtils.calculateClientSessionMaxLifespanTimestamp(
                offline,
                userSession.isRememberMe(),
                TimeUnit.SECONDS.toMillis(clientSession.getStarted()),
                TimeUnit.SECONDS.toMillis(userSession.getStarted()),
                realm,
                client);
        return TimeUnit.MILLISECONDS.toSeconds(most > 0 ? Math.min(idle, most) : idle);
    }
}
