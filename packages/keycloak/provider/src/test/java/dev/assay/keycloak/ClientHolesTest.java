// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

class ClientHolesTest {

    private static final ClientScopeModel OIDC = scope("assay", "openid-connect", "assay-introspection");
    private static final ClientScopeModel SAML = scope("assay-saml", "saml", "assay-saml");

    @Test
    @DisplayName("a client without the mapper that its realm has for every client of its protocol is told of once, and again when it is mended")
    void mapper() {
        ClientHoles holes = new ClientHoles();
        RealmModel realm = realm(List.of(OIDC, SAML), List.of());

        assertEquals(Set.of("the client `web` has no mapper assay-introspection"), look(holes, realm, client("openid-connect", null)));
        assertEquals(Set.of(), look(holes, realm, client("openid-connect", null)));
        SortedSet<String> closed = new TreeSet<>();
        assertEquals(Set.of(), holes.look(realm, client("openid-connect", null, OIDC), closed));
        assertEquals(Set.of("the client `web` has no mapper assay-introspection"), closed);
    }

    @Test
    @DisplayName("a SAML client needs the mapper of its own protocol, and no other")
    void protocols() {
        RealmModel realm = realm(List.of(OIDC, SAML), List.of());

        assertEquals(Set.of(), look(new ClientHoles(), realm, client("saml", null, SAML)));
        assertEquals(Set.of("the client `web` has no mapper assay-saml"), look(new ClientHoles(), realm, client("saml", null)));
    }

    @Test
    @DisplayName("a browser flow of a client's own has to have what the realm's has")
    void flows() {
        RealmModel realm = realm(List.of(), List.of("assay-gate", "assay-step-up"));

        assertEquals(
                Set.of(
                        "the client `web` has a browser flow of its own without the authenticator assay-gate",
                        "the client `web` has a browser flow of its own without the authenticator assay-step-up"),
                look(new ClientHoles(), realm, client("openid-connect", "other")));
        assertEquals(Set.of(), look(new ClientHoles(), realm, client("openid-connect", "top")));
    }

    @Test
    @DisplayName("what guards a realm is found in its flow, inside of others too, unless it is disabled, and in its client scopes")
    void guards() {
        GateState whole = GateState.of(realm(List.of(OIDC), List.of("assay-gate", "-assay-step-up")));

        assertEquals(
                Set.of(
                        "the browser flow has the authenticator assay-gate",
                        "the client scope `assay` has the mapper assay-introspection",
                        "the client scope `assay` is a default of the realm"),
                whole.guards());
    }

    private static SortedSet<String> look(ClientHoles holes, RealmModel realm, ClientModel client) {
        return holes.look(realm, client, new TreeSet<>());
    }

    private static ClientModel client(String protocol, String flow, ClientScopeModel... scopes) {
        Map<String, ClientScopeModel> all = new TreeMap<>();
        Stream.of(scopes).forEach(scope -> all.put(scope.getName(), scope));
        return new Proxies()
                .on("getId", "id")
                .on("getClientId", "web")
                .on("getProtocol", protocol)
                .on("getClientScopes", all)
                .on("getAuthenticationFlowBindingOverride", flow)
                .as(ClientModel.class);
    }

    /** The browser flow holds a flow that holds the authenticators; a dash before one disables it. */
    private static RealmModel realm(List<ClientScopeModel> scopes, List<String> authenticators) {
        AuthenticationExecutionModel inner = new AuthenticationExecutionModel();
        inner.setAuthenticatorFlow(true);
        inner.setFlowId("inner");
        inner.setRequirement(Requirement.REQUIRED);
        return new Proxies()
                .on("getBrowserFlow", flow("top"))
                .on("getAuthenticationFlowById", arguments -> flow((String) arguments[0]))
                .on("getAuthenticationExecutionsStream", arguments -> switch ((String) arguments[0]) {
                    case "top" -> Stream.of(inner);
                    case "inner" -> authenticators.stream().map(ClientHolesTest::execution);
                    default -> Stream.empty();
                })
                .on("getClientScopesStream", arguments -> scopes.stream())
                .on("getDefaultClientScopesStream", arguments -> scopes.stream())
                .as(RealmModel.class);
    }

    private static AuthenticationExecutionModel execution(String authenticator) {
        AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
        execution.setAuthenticator(authenticator.replaceFirst("^-", ""));
        execution.setRequirement(authenticator.startsWith("-") ? Requirement.DISABLED : Requirement.REQUIRED);
        return execution;
    }

    private static AuthenticationFlowModel flow(String id) {
        AuthenticationFlowModel flow = new AuthenticationFlowModel();
        flow.setId(id);
        return flow;
    }

    private static ClientScopeModel scope(String name, String protocol, String mapper) {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setProtocolMapper(mapper);
        return new Proxies()
                .on("getName", name)
                .on("getProtocol", protocol)
                .on("getProtocolMappersStream", arguments -> Stream.of(model))
                .as(ClientScopeModel.class);
    }
}
