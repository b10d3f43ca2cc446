// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientPolicyExecutorRepresentation;
import org.keycloak.representations.idm.ClientProfileRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * What a realm's client profile says of the executor.
 *
 * @param userAttributes the most that may be sent of a user; null: whatever the policy reads
 * @param observeClients clients whose tokens are issued as built where the bridge fails
 */
public record RealmSettings(Set<String> userAttributes, Set<String> observeClients) {

    public static final RealmSettings NONE = new RealmSettings(null, Set.of());

    /** The settings of the executor in the realm of this session; the first profile that has it counts. */
    public static RealmSettings of(KeycloakSession session) {
        try {
            Collection<ClientProfileRepresentation> profiles =
                    session.clientPolicy().getClientProfiles(session.getContext().getRealm(), false).getProfiles();
            return profiles == null
                    ? NONE
                    : profiles.stream()
                            .flatMap(profile -> profile.getExecutors() == null ? Stream.empty() : profile.getExecutors().stream())
                            .filter(executor -> IssuanceExecutorFactory.ID.equals(executor.getExecutorProviderId()))
                            .findFirst()
                            .map(ClientPolicyExecutorRepresentation::getConfiguration)
                            .map(RealmSettings::read)
                            .orElse(NONE);
        } catch (ClientPolicyException e) {
            return NONE;
        }
    }

    /** From the executor's configuration as JSON. */
    static RealmSettings read(JsonNode configuration) {
        JsonNode attributes = configuration.path("user-attributes");
        JsonNode observed = configuration.path("observe-clients");
        return new RealmSettings(attributes.isEmpty() ? null : texts(attributes), texts(observed));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(element -> texts.add(element.asText()));
        return Set.copyOf(texts);
    }

    boolean maySend(String userAttribute) {
        return userAttributes == null || userAttributes.contains(userAttribute);
    }
}
