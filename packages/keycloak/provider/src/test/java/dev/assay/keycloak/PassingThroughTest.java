// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.ClientModel;
import org.keycloak.sessions.AuthenticationSessionModel;

class PassingThroughTest {

    @Test
    @DisplayName("the gate asks nothing about a client of OpenID Connect, which is asked about at the token endpoint")
    void gate() {
        assertEquals(List.of("success"), authenticate(new GateAuthenticator(), "openid-connect"));
    }

    @Test
    @DisplayName("the step-up asks nothing about a client of another protocol")
    void stepUp() {
        assertEquals(List.of("success"), authenticate(new StepUpAuthenticator(), "docker-v2"));
    }

    @Test
    @DisplayName("the mapper of assertions comes after every mapper of Keycloak's own")
    void last() {
        assertEquals(Integer.MAX_VALUE, new SamlMapper().getPriority());
    }

    /** What became of the login. A session is asked for nothing: there is none. */
    private static List<String> authenticate(Authenticator authenticator, String protocol) {
        List<String> outcome = new ArrayList<>();
        ClientModel client = new Proxies().on("getProtocol", protocol).as(ClientModel.class);
        AuthenticationSessionModel login =
                new Proxies().on("getClient", client).on("getProtocol", protocol).as(AuthenticationSessionModel.class);
        authenticator.authenticate(new Proxies()
                .on("getAuthenticationSession", login)
                .on("success", arguments -> {
                    outcome.add("success");
                    return null;
                })
                .on("failure", arguments -> {
                    outcome.add("failure");
                    return null;
                })
                .as(AuthenticationFlowContext.class));
        return outcome;
    }
}
