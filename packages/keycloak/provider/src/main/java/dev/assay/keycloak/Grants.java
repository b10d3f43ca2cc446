// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.Map;

/**
 * Which events of client policies are moments of an issuance. By name: a constant of a newer Keycloak is not there to be
 * compared with on an older one.
 */
final class Grants {

    static final String REFRESH = "refresh_token";
    static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String IMPLICIT = "implicit";

    private static final Map<String, String> LATE = Map.of(
            "TOKEN_RESPONSE", "authorization_code",
            "SERVICE_ACCOUNT_TOKEN_RESPONSE", CLIENT_CREDENTIALS,
            "TOKEN_REFRESH_RESPONSE", REFRESH,
            "RESOURCE_OWNER_PASSWORD_CREDENTIALS_RESPONSE", "password",
            "DEVICE_TOKEN_RESPONSE", "urn:ietf:params:oauth:grant-type:device_code",
            "BACKCHANNEL_TOKEN_RESPONSE", "urn:openid:params:grant-type:ciba",
            "IMPLICIT_HYBRID_TOKEN_RESPONSE", IMPLICIT,
            "TOKEN_EXCHANGE_RESPONSE", EXCHANGE,
            "JWT_AUTHORIZATION_GRANT_RESPONSE", JWT_BEARER);

    private static final Map<String, String> EARLY = Map.of(
            "TOKEN_REFRESH", REFRESH, "TOKEN_EXCHANGE_REQUEST", EXCHANGE, "JWT_AUTHORIZATION_GRANT", JWT_BEARER);

    private Grants() {}

    /** The grant of an event before a token is built, where a denial costs nothing; null of any other event. */
    static String early(String event) {
        return EARLY.get(event);
    }

    /** The grant of an event at which the tokens are built and not signed; null of any other event. */
    static String late(String event) {
        return LATE.get(event);
    }

    /** Whether the grant is decided before its tokens are built. */
    static boolean decidedEarly(String grantType) {
        return EARLY.containsValue(grantType);
    }
}
