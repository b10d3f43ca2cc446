// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;

class GrantsTest {

    @Test
    void knowsEveryEventOfThisKeycloakThatCarriesTokens() {
        Map<String, String> late = new TreeMap<>();
        Arrays.stream(ClientPolicyEvent.values())
                .map(Enum::name)
                .filter(event -> Grants.late(event) != null)
                .forEach(event -> late.put(event, Grants.late(event)));
        assertEquals(
                new TreeMap<>(Map.of(
                        "TOKEN_RESPONSE", "authorization_code",
                        "SERVICE_ACCOUNT_TOKEN_RESPONSE", "client_credentials",
                        "TOKEN_REFRESH_RESPONSE", "refresh_token",
                        "RESOURCE_OWNER_PASSWORD_CREDENTIALS_RESPONSE", "password",
                        "DEVICE_TOKEN_RESPONSE", "urn:ietf:params:oauth:grant-type:device_code",
                        "BACKCHANNEL_TOKEN_RESPONSE", "urn:openid:params:grant-type:ciba",
                        "IMPLICIT_HYBRID_TOKEN_RESPONSE", "implicit")),
                late);
    }

    @Test
    void decidesEarlyWhereADenialMustCostNothing() {
        assertEquals("refresh_token", Grants.early("TOKEN_REFRESH"));
        assertEquals("urn:ietf:params:oauth:grant-type:token-exchange", Grants.early("TOKEN_EXCHANGE_REQUEST"));
        assertEquals("urn:ietf:params:oauth:grant-type:jwt-bearer", Grants.early("JWT_AUTHORIZATION_GRANT"));
    }

    /** Keycloak 26.8 was not run; its events are known by name. */
    @Test
    void knowsTheEventsOf268ByName() {
        assertEquals("urn:ietf:params:oauth:grant-type:token-exchange", Grants.late("TOKEN_EXCHANGE_RESPONSE"));
        assertEquals("urn:ietf:params:oauth:grant-type:jwt-bearer", Grants.late("JWT_AUTHORIZATION_GRANT_RESPONSE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER", "TOKEN_REQUEST", "TOKEN_REVOKE_RESPONSE", "USERINFO_REQUEST", "LOGOUT_REQUEST", "SOMETHING_OF_KEYCLOAK_30", ""})
    void leavesEveryOtherEventAlone(String event) {
        assertNull(Grants.early(event));
        assertNull(Grants.late(event));
    }
}
