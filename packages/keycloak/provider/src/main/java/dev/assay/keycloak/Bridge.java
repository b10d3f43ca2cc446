// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.util.JsonSerialization;

/** The one connection to the bridge; shared by everything in this JAR. */
public final class Bridge implements AutoCloseable {

    private static final String ISSUANCE = "/v1/issuance/keycloak";

    private final Settings settings;
    private final BridgeClient client;
    private final BridgeCall call;
    private volatile KeycloakSessionFactory server;

    /** Of the policy in force at the bridge, as it last told. A race only costs one more `ask_again`. */
    private volatile Needs needs = Needs.NONE;

    Bridge(Settings settings) {
        this.settings = settings;
        this.client = new BridgeClient(settings);
        this.call = new BridgeCall(settings);
    }

    /** Called once, when the server's factories are ready. */
    void start(KeycloakSessionFactory server) {
        this.server = server;
    }

    /**
     * Asks for a decision. The function builds the ask from what the policy needs; it is called again where the bridge
     * says that those needs have changed. The answer is checked: it only takes away from what was asked.
     */
    public Answer ask(KeycloakSession session, Function<Needs, ObjectNode> ask) throws BridgeFailure {
        ObjectNode first = ask.apply(needs);
        Answer answer = decide(session.getKeycloakSessionFactory(), first);
        if (answer.decision() == Answer.Decision.ASK_AGAIN) {
            needs = answer.needs();
            ObjectNode second = ask.apply(answer.needs());
            answer = decide(session.getKeycloakSessionFactory(), second);
            if (answer.decision() == Answer.Decision.ASK_AGAIN) {
                throw new BrokenAnswer("the bridge asked twice for other facts");
            }
        }
        return answer;
    }

    private Answer decide(KeycloakSessionFactory factory, ObjectNode ask) throws BridgeFailure {
        BridgeCall.Reply reply = send(factory, ISSUANCE, ask);
        if (reply.status() != 200) {
            throw new BridgeFailure("the bridge answered status " + reply.status());
        }
        Answer answer = AnswerReader.read(reply.body());
        Shrinking.check(answer, ask);
        return answer;
    }

    /** Posts what is not asked but told, such as {@code /v1/events/keycloak}; any status of 2xx is taken for received. */
    public void post(String path, ObjectNode body) throws BridgeFailure {
        int status = send(server, path, body).status();
        if (status < 200 || status > 299) {
            throw new BridgeFailure("the bridge answered status " + status);
        }
    }

    private BridgeCall.Reply send(KeycloakSessionFactory factory, String path, ObjectNode body) throws BridgeFailure {
        if (settings.bridgeUrl() == null) {
            throw new BridgeFailure("no bridge-url is set");
        }
        try {
            return call.post(client.get(factory), settings.bridgeUrl() + path, JsonSerialization.mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new BridgeFailure("the ask cannot be written");
        }
    }

    @Override
    public void close() {
        call.close();
        client.close();
    }
}
