// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** Asks the bridge about one issuance, keeps the decision for the request, and fails closed. */
final class Asking {

    /** Introspection adds these to what a lightweight token has, so taking them from the token would promise what does not hold. */
    static final List<String> NOT_OF_LIGHTWEIGHT = List.of("audience", "roles", "groups");

    private static final Logger LOG = Logger.getLogger(Asking.class);

    private final KeycloakSession session;
    private final Bridge bridge;
    private final RealmSettings settings;

    Asking(KeycloakSession session, Bridge bridge, RealmSettings settings) {
        this.session = session;
        this.bridge = bridge;
        this.settings = settings;
    }

    /** The same asking in another session of the server. */
    Asking in(KeycloakSession other) {
        return new Asking(other, bridge, settings);
    }

    RealmSettings settings() {
        return settings;
    }

    /** The decision, never a denial: that is thrown, once it was shown to `refused`; as null, where there was no answer. */
    Decided ask(ClientModel client, String grantType, Function<Needs, ObjectNode> ask, Consumer<Answer> refused)
            throws ClientPolicyException {
        ObjectNode[] asked = new ObjectNode[1];
        Answer answer;
        try {
            answer = bridge.ask(session, needs -> asked[0] = ask.apply(needs));
        } catch (BridgeFailure | RuntimeException | LinkageError failure) {
            return undecided(client, grantType, failure, refused);
        }
        if (answer.denied()) {
            refused.accept(answer);
            throw Refusals.denied(answer);
        }
        Decided.put(session, client, grantType, answer, asked[0]);
        return Decided.of(session, client, grantType);
    }

    private Decided undecided(ClientModel client, String grantType, Throwable failure, Consumer<Answer> refused)
            throws ClientPolicyException {
        String realm = client.getRealm().getName();
        String reason = failure instanceof BridgeFailure ? failure.getMessage() : failure.getClass().getName();
        if (!(failure instanceof BridgeFailure)) {
            LOG.debug("assay: an ask failed", failure);
        }
        if (settings.observeClients().contains(client.getClientId())) {
            LOG.warnf("assay: a token of observed client %s in realm %s is issued undecided: %s", client.getClientId(), realm, reason);
            Decided.put(session, client, grantType, null, null);
            return Decided.of(session, client, grantType);
        }
        LOG.errorf("assay: a token of client %s in realm %s is refused: %s", client.getClientId(), realm, reason);
        refused.accept(null);
        throw Refusals.undecided();
    }
}
