// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import org.keycloak.Config;

/** The server's options of the executor; never in a realm's JSON, because a realm is exported in clear. */
public record Settings(
        String bridgeUrl,
        String bridgeToken,
        String bridgeTokenFile,
        int timeoutMillis,
        String keystore,
        String keystorePassword,
        int maxConcurrent) {

    /** Reads {@code --spi-client-policy-executor--assay-issuance--...}. */
    public static Settings of(Config.Scope scope) {
        return new Settings(
                withoutSlash(scope.get("bridge-url")),
                scope.get("bridge-token"),
                scope.get("bridge-token-file"),
                scope.getInt("timeout-ms", 300),
                scope.get("keystore"),
                scope.get("keystore-password"),
                scope.getInt("max-concurrent", 200));
    }

    private static String withoutSlash(String url) {
        return url == null || !url.endsWith("/") ? url : url.substring(0, url.length() - 1);
    }

    /** Whether the bridge is on this machine. */
    boolean loopback() {
        return bridgeUrl.matches("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?(/.*)?");
    }

    /** Hides what is secret from whatever prints it. */
    @Override
    public String toString() {
        return "Settings[" + bridgeUrl + "]";
    }
}
