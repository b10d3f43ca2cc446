// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;

/**
 * What of a realm's configuration the gate hangs on.
 *
 * @param documents the realm's client profiles and policies, to see a change of them that opens no hole
 * @param holes ways past the gate, which a gated realm never has
 * @param guards what else a realm may have, and misses once it is gone
 */
record GateState(String documents, SortedSet<GateHole> holes, SortedSet<String> guards) {

    static final String SCOPE = "assay";
    private static final ObjectMapper JSON = new ObjectMapper();

    static GateState of(RealmModel realm) {
        String profiles = realm.getAttribute(Constants.CLIENT_PROFILES);
        String policies = realm.getAttribute(Constants.CLIENT_POLICIES);
        return new GateState(profiles + "\n" + policies, GateHoles.of(parse(profiles), parse(policies)), guards(realm));
    }

    /** Whether the executor reaches every client. */
    boolean gated() {
        return holes.stream().noneMatch(hole -> hole.kind().equals("gate_removed"));
    }

    /** Whether the realm has something of ours, so that somebody means it to be gated. */
    boolean meant() {
        return !guards.isEmpty() || documents.contains(IssuanceExecutorFactory.ID);
    }

    private static SortedSet<String> guards(RealmModel realm) {
        SortedSet<String> guards = new TreeSet<>();
        realm.getClientScopesStream().filter(scope -> scope.getName().startsWith(SCOPE)).forEach(scope -> mappers(scope, guards));
        realm.getDefaultClientScopesStream(true)
                .map(ClientScopeModel::getName)
                .filter(name -> name.startsWith(SCOPE))
                .forEach(name -> guards.add("the client scope `" + name + "` is a default of the realm"));
        Set<String> authenticators = new HashSet<>();
        authenticators(realm, realm.getBrowserFlow(), authenticators, 0);
        for (String id : new String[] {GateAuthenticatorFactory.ID, StepUpAuthenticatorFactory.ID}) {
            if (authenticators.contains(id)) guards.add("the browser flow has the authenticator " + id);
        }
        return guards;
    }

    private static void mappers(ClientScopeModel scope, SortedSet<String> guards) {
        scope.getProtocolMappersStream()
                .map(mapper -> mapper.getProtocolMapper())
                .filter(id -> id != null && id.startsWith("assay-"))
                .forEach(id -> guards.add("the client scope `" + scope.getName() + "` has the mapper " + id));
    }

    /** The authenticators of a flow and of those inside it that are not disabled. */
    static void authenticators(RealmModel realm, AuthenticationFlowModel flow, Set<String> found, int depth) {
        if (flow == null || depth > 10) return;
        realm.getAuthenticationExecutionsStream(flow.getId())
                .filter(execution -> execution.getRequirement() != AuthenticationExecutionModel.Requirement.DISABLED)
                .forEach(execution -> {
                    if (execution.isAuthenticatorFlow()) {
                        authenticators(realm, realm.getAuthenticationFlowById(execution.getFlowId()), found, depth + 1);
                    } else if (execution.getAuthenticator() != null) {
                        found.add(execution.getAuthenticator());
                    }
                });
    }

    /** A document that cannot be read has no gate in it. */
    private static JsonNode parse(String document) {
        if (document == null) return null;
        try {
            return Objects.requireNonNullElse(JSON.readTree(document), null);
        } catch (IOException e) {
            return null;
        }
    }
}
