// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.representations.idm.ClientPolicyRepresentation;
import org.keycloak.representations.idm.ClientProfilesRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.condition.AnyClientConditionFactory;

/** Whether tokens of this request have to be decided. */
final class Gate {

    private static final String ATTRIBUTE = "assay.gate";

    private Gate() {}

    /** The executor has run: policies of the realm put this request under the gate. */
    static void passed(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, Boolean.TRUE);
    }

    /** Whether the executor has run, or is there for every client of the realm and was not called. */
    static boolean guards(KeycloakSession session) {
        if (Boolean.TRUE.equals(session.getAttribute(ATTRIBUTE, Boolean.class))) {
            return true;
        }
        RealmModel realm = session.getContext().getRealm();
        try {
            return everyClient(
                    session.clientPolicy().getClientProfiles(realm, false), session.clientPolicy().getClientPolicies(realm, false));
        } catch (ClientPolicyException e) {
            return true;
        }
    }

    static boolean everyClient(ClientProfilesRepresentation profiles, ClientPoliciesRepresentation policies) {
        Set<String> ours = new HashSet<>();
        if (profiles != null && profiles.getProfiles() != null) {
            profiles.getProfiles().stream()
                    .filter(profile -> profile.getExecutors() != null
                            && profile.getExecutors().stream()
                                    .anyMatch(executor -> IssuanceExecutorFactory.ID.equals(executor.getExecutorProviderId())))
                    .forEach(profile -> ours.add(profile.getName()));
        }
        return policies != null
                && policies.getPolicies() != null
                && policies.getPolicies().stream().anyMatch(policy -> everyClient(policy, ours));
    }

    private static boolean everyClient(ClientPolicyRepresentation policy, Set<String> ours) {
        List<ClientPolicyConditionRepresentation> conditions = policy.getConditions();
        return Boolean.TRUE.equals(policy.isEnabled())
                && policy.getProfiles() != null
                && policy.getProfiles().stream().anyMatch(ours::contains)
                && conditions != null
                && !conditions.isEmpty()
                && conditions.stream().allMatch(Gate::everyClient);
    }

    private static boolean everyClient(ClientPolicyConditionRepresentation condition) {
        boolean negated = condition.getConfiguration() != null
                && condition.getConfiguration().path("is-negative-logic").asBoolean(false);
        return AnyClientConditionFactory.PROVIDER_ID.equals(condition.getConditionProviderId()) && !negated;
    }
}
