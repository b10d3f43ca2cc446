// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

/** Keeps an assertion from leaving: Keycloak answers a mapper that throws with an error page, and sends nothing to the service. */
final class AssertionRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AssertionRefused(String message) {
        // a refusal is no fault to trace
        super(message, null, false, false);
    }
}
