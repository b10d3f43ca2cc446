// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The secret that authenticates this server at the bridge: an option, or a file that is read again when it changes. */
final class Bearer {

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;
    private static final int LONGEST = 8192;

    private final String fixed;
    private final Path file;
    private FileTime changed;
    private String read;
    private long looked;

    Bearer(Settings settings) {
        this.fixed = settings.bridgeToken();
        this.file = settings.bridgeTokenFile() == null ? null : Path.of(settings.bridgeTokenFile());
    }

    /** The value of the authorization header, or null where there is no secret (mutual TLS). */
    String header() throws BridgeFailure {
        if (file == null) {
            return fixed == null ? null : "Bearer " + fixed;
        }
        return "Bearer " + fromFile();
    }

    private synchronized String fromFile() throws BridgeFailure {
        long now = System.nanoTime();
        if (read != null && now - looked < LOOK_AGAIN_NANOS) {
            return read;
        }
        try {
            FileTime last = Files.getLastModifiedTime(file);
            if (read == null || !last.equals(changed)) {
                String secret = Files.readString(file).strip();
                if (secret.isEmpty() || secret.length() > LONGEST || !secret.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                    throw new BridgeFailure("the file of bridge-token-file holds no secret");
                }
                read = secret;
                changed = last;
            }
            looked = now;
            return read;
        } catch (IOException e) {
            throw new BridgeFailure("the file of bridge-token-file cannot be read");
        }
    }
}
