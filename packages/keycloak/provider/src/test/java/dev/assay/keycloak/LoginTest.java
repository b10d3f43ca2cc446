// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;

class LoginTest {

    private static final RealmModel REALM = new Proxies()
            .on("getAttribute", arguments -> Constants.ACR_LOA_MAP.equals(arguments[0]) ? "{\"password\":1,\"otp\":2}" : null)
            .as(RealmModel.class);

    @Test
    @DisplayName("a level is called what the realm calls it, where the client has no names of its own")
    void namesOfTheRealm() {
        ClientModel client = client(null);

        assertEquals("password", Login.acr(1, client));
        assertEquals("otp", Login.acr(2, client));
        assertEquals(2, Login.level("otp", client));
    }

    @Test
    @DisplayName("a client's own names come before the realm's")
    void namesOfTheClient() {
        ClientModel client = client("{\"gold\":2}");

        assertEquals("gold", Login.acr(2, client));
        assertEquals(2, Login.level("gold", client));
        assertNull(Login.level("otp", client));
    }

    @Test
    @DisplayName("a number stands for its level, and another name for none")
    void numbers() {
        assertEquals(3, Login.level("3", client(null)));
        assertNull(Login.level("unheard", client(null)));
        assertNull(Login.level("99999", client(null)));
    }

    @Test
    @DisplayName("a flow that says nothing of levels reaches the first")
    void withoutLevels() {
        assertEquals("password", Login.acr(Constants.NO_LOA, client(null)));
    }

    private static ClientModel client(String levels) {
        return new Proxies()
                .on("getAttribute", arguments -> Constants.ACR_LOA_MAP.equals(arguments[0]) ? levels : null)
                .on("getRealm", REALM)
                .as(ClientModel.class);
    }
}
