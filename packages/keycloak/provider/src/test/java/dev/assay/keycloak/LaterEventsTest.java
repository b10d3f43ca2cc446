// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaterEventsTest {

    private static final List<String> ALL = List.of("claims", "lifetime", "audience", "roles", "groups");

    @Test
    void canChangeNothingButScopesWithoutAnythingThatRunsLater() {
        assertEquals(ALL, LaterEvents.cannot(false, false, false, false));
    }

    @Test
    void canChangeTheAccessTokenWithEither() {
        assertEquals(List.of(), LaterEvents.cannot(false, false, true, false));
        assertEquals(List.of(), LaterEvents.cannot(false, false, false, true));
    }

    @Test
    void saysWhatDoesNotReachTheIdTokenOrALightweightToken() {
        assertEquals(List.of("claims", "lifetime", "groups"), LaterEvents.cannot(false, true, true, false));
        assertEquals(List.of("audience", "roles", "groups"), LaterEvents.cannot(true, false, true, false));
        assertEquals(List.of("audience", "roles", "groups", "claims", "lifetime"), LaterEvents.cannot(true, true, true, false));
    }

    @Test
    void knowsThatThisKeycloakHasAPostProcessorAndNoResponseEventOfExchanges() {
        assertEquals(List.of(), LaterEvents.cannot(false, false, "TOKEN_EXCHANGE_RESPONSE"));
    }
}
