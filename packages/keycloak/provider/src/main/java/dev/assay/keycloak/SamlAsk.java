// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.SamlProtocol;

/** The one question about an assertion, asked when it is built, or before, when its user is known. */
final class SamlAsk {

    private static final Logger LOG = Logger.getLogger(SamlAsk.class);
    private static final String EVENT = "SAML_RESPONSE";
    static final String GRANT = "saml";

    /** Roles and groups are attributes of an assertion, under names of the realm's choosing. */
    private static final List<String> CANNOT = List.of("roles", "groups");

    private SamlAsk() {}

    /** The policy refuses the assertion; the message is what may be told. */
    static final class Denied extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        Denied(Answer answer) {
            super(answer.error() + ": " + answer.description(), null, false, false);
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    static boolean concerns(ClientModel client) {
        return SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
    }

    /** Asks about an assertion that is built. */
    static AssertionOrder built(
            KeycloakSession session,
            UserSessionModel userSession,
            AuthenticatedClientSessionModel clientSession,
            AssertionType assertion,
            Instant now)
            throws BridgeFailure, Denied {
        ClientModel client = clientSession.getClient();
        RealmSettings realm = RealmSettings.of(session);
        return order(IssuanceExecutorFactory.of(session).bridge().ask(session, needs -> Facts.of(
                        session, "response", EVENT, GRANT, needs, realm)
                .client(client)
                .user(userSession.getUser(), client)
                .session(userSession, clientSession)
                .scopes(List.of())
                .assertion(AssertionEdit.attributes(assertion), AssertionEdit.audience(assertion), AssertionEdit.lifetime(assertion, now))
                .cannot(CANNOT)
                .ask()));
    }

    /** Asks before anything is built: its attributes are not known then. */
    static AssertionOrder early(KeycloakSession session, ClientModel client, UserModel user, UserSessionModel userSession, String acr)
            throws BridgeFailure, Denied {
        RealmSettings realm = RealmSettings.of(session);
        return order(IssuanceExecutorFactory.of(session).bridge().ask(session, needs -> Facts.of(
                        session, "request", EVENT, GRANT, needs, realm)
                .client(client)
                .user(user, client)
                .session(userSession, null)
                .acr(acr, List.of())
                .scopes(List.of())
                .assertion(Map.of(), List.of(client.getClientId()), lifetime(session.getContext().getRealm(), client))
                .cannot(CANNOT)
                .ask()));
    }

    /** Whether the client's assertions are issued as built where the bridge fails; said aloud where they are. */
    static boolean observed(KeycloakSession session, ClientModel client, BridgeFailure failure) {
        if (!RealmSettings.of(session).observeClients().contains(client.getClientId())) return false;
        LOG.warnf("not asked about an assertion for client %s, which is observed: %s", client.getClientId(), failure.getMessage());
        return true;
    }

    private static AssertionOrder order(Answer answer) throws BrokenAnswer, Denied {
        if (answer.denied()) throw new Denied(answer);
        return AssertionOrder.of(answer);
    }

    /** As Keycloak reckons the end of an assertion's conditions. */
    private static Long lifetime(RealmModel realm, ClientModel client) {
        int own = new SamlClient(client).getAssertionLifespan();
        return (long) (own > 0 ? own : realm.getAccessCodeLifespan());
    }
}
