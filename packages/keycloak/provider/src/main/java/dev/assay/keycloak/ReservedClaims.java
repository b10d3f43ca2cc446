// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.Set;

/** Claims that say whose token it is, for whom and how long: no answer may set or remove them. */
public final class ReservedClaims {

    private static final Set<String> NAMES = Set.of(
            "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "scope", "client_id", "cnf", "act", "may_act", "azp", "auth_time",
            "acr", "amr", "nonce", "at_hash", "c_hash", "s_hash", "sid", "typ", "events", "authorization_details", "__proto__",
            "realm_access", "resource_access", "session_state", "allowed-origins", "trusted-certs", "category", "reqaud",
            "permissions", "authorization");

    private ReservedClaims() {}

    public static boolean contains(String claim) {
        return NAMES.contains(claim);
    }
}
