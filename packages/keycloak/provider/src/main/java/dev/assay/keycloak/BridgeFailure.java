// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

/** The bridge gave no usable answer. The message is for the server's log and holds no secret, token or reply. */
public class BridgeFailure extends Exception {

    private static final long serialVersionUID = 1L;

    public BridgeFailure(String message) {
        super(message);
    }

    public BridgeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
