// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.List;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.mappers.AcrProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AmrProtocolMapper;

/** The authentication context of a client session, computed as Keycloak's own mappers do for the token. */
final class AuthenticationContext {

    private static final Acr ACR = new Acr();
    private static final Amr AMR = new Amr();

    private AuthenticationContext() {}

    static String acr(AuthenticatedClientSessionModel clientSession) {
        return ACR.getAcr(clientSession);
    }

    static List<String> amr(AuthenticatedClientSessionModel clientSession) {
        boolean none = clientSession.getUserSession().getNote(Constants.AUTHENTICATORS_COMPLETED) == null;
        return none ? List.of() : AMR.getAmr(clientSession, clientSession.getRealm());
    }

    private static final class Acr extends AcrProtocolMapper {
        @Override
        public String getAcr(AuthenticatedClientSessionModel clientSession) {
            return super.getAcr(clientSession);
        }
    }

    private static final class Amr extends AmrProtocolMapper {
        @Override
        public List<String> getAmr(AuthenticatedClientSessionModel clientSession, RealmModel realm) {
            return super.getAmr(clientSession, realm);
        }
    }
}
