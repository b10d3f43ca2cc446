// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

/** What a single client leaves out of what its realm has for every client. Used by one thread. */
final class ClientHoles {

    /** The authentication flow of a client's own that takes the browser flow's place. */
    private static final String BROWSER = "browser";

    private static final int MOST = 10_000;

    private final Map<String, SortedSet<String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SortedSet<String>> eldest) {
            return size() > MOST;
        }
    };

    /** The holes that opened since the last look at this client, and under {@code closed} those that went. */
    SortedSet<String> look(RealmModel realm, ClientModel client, SortedSet<String> closed) {
        SortedSet<String> now = of(realm, client);
        SortedSet<String> before = now.isEmpty() ? known.remove(client.getId()) : known.put(client.getId(), now);
        SortedSet<String> opened = new TreeSet<>(now);
        if (before != null) {
            opened.removeAll(before);
            closed.addAll(before);
            closed.removeAll(now);
        }
        return opened;
    }

    static SortedSet<String> of(RealmModel realm, ClientModel client) {
        SortedSet<String> holes = new TreeSet<>();
        String name = "the client `" + client.getClientId() + "` ";
        Set<String> has = new HashSet<>();
        mappers(client.getProtocolMappersStream()).forEach(has::add);
        client.getClientScopes(true).values().forEach(scope -> mappers(scope.getProtocolMappersStream()).forEach(has::add));
        realm.getDefaultClientScopesStream(true)
                .filter(scope -> scope.getProtocol().equals(client.getProtocol()))
                .flatMap(scope -> mappers(scope.getProtocolMappersStream()))
                .filter(mapper -> !has.contains(mapper))
                .forEach(mapper -> holes.add(name + "has no mapper " + mapper));
        String own = client.getAuthenticationFlowBindingOverride(BROWSER);
        if (own != null && !own.isEmpty()) {
            Set<String> usual = new HashSet<>();
            Set<String> found = new HashSet<>();
            GateState.authenticators(realm, realm.getBrowserFlow(), usual, 0);
            GateState.authenticators(realm, realm.getAuthenticationFlowById(own), found, 0);
            Stream.of(GateAuthenticatorFactory.ID, StepUpAuthenticatorFactory.ID)
                    .filter(usual::contains)
                    .filter(id -> !found.contains(id))
                    .forEach(id -> holes.add(name + "has a browser flow of its own without the authenticator " + id));
        }
        return holes;
    }

    private static Stream<String> mappers(Stream<ProtocolMapperModel> mappers) {
        return mappers.map(ProtocolMapperModel::getProtocolMapper).filter(id -> id != null && id.startsWith("assay-"));
    }
}
