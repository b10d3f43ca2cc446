// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.Set;
import org.keycloak.models.KeycloakSession;

/**
 * What a realm's client profile says of the executor.
 *
 * @param userAttributes the most that may be sent of a user; null: whatever the policy reads
 * @param observeClients clients whose tokens are issued as built where the bridge fails
 */
public record RealmSettings(Set<String> userAttributes, Set<String> observeClients) {

    public static final RealmSettings NONE = new RealmSettings(null, Set.of());

    /** The settings of the executor in the realm of this session, wherever its profiles have it. */
    public static RealmSettings of(KeycloakSession session) {
        return NONE;
    }
}
