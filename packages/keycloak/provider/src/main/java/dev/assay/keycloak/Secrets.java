// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.List;
import java.util.Locale;

/** What is never sent to the bridge, whatever a policy says it reads. */
final class Secrets {

    private static final List<String> WORDS =
            List.of("secret", "password", "token", "assertion", "code", "otp", "credential", "private", "auth_req_id", "_hint");

    private Secrets() {}

    /** Whether a parameter, note or attribute of this name may hold a secret, a token, a code or who someone is. */
    static boolean named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }
}
