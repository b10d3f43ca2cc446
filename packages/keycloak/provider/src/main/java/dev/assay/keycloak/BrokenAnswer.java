// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

/** The bridge answered what must not be carried out: unreadable, or more than what was asked. */
public final class BrokenAnswer extends BridgeFailure {

    private static final long serialVersionUID = 1L;

    public BrokenAnswer(String message) {
        super(message);
    }
}
