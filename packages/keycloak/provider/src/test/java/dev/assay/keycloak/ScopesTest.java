// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

class ScopesTest {

    private static ClientScopeModel scope(String name, boolean shown) {
        return new Proxies().on("getName", name).on("isIncludeInTokenScope", shown).as(ClientScopeModel.class);
    }

    private static ClientModel client(String name) {
        return new Proxies().on("getName", name).as(ClientModel.class);
    }

    @Test
    void readsAndWritesAScopeValueInItsOrder() {
        assertEquals(List.of("openid", "b", "a"), List.copyOf(Scopes.names(" openid  b a b")));
        assertEquals(Set.of(), Scopes.names(null));
        assertEquals("openid a", Scopes.without("openid b a", Set.of("b")));
        assertEquals(Set.of("b"), Scopes.withheld(List.of("a", "b"), List.of("a", "c")));
    }

    @Test
    void keepsScopesNoTokenShowsAndTheClientItself() {
        List<ClientScopeModel> scopes = List.of(scope("orders", true), scope("email", true), scope("basic", false), client("Shop"));
        assertEquals(Set.of("email", "basic", "Shop"), Scopes.remaining(scopes, Set.of("orders")));
    }

    @Test
    void keepsAClientThatHasNoName() {
        assertEquals(new HashSet<>(Arrays.asList("basic", null)), Scopes.remaining(List.of(scope("basic", false), client(null)), Set.of("x")));
    }

    @Test
    void letsNoClientKeepAScopeByNamingItselfLikeIt() {
        assertEquals(Set.of(), Scopes.remaining(List.of(scope("orders", true), client("orders")), Set.of("orders")));
    }

    @Test
    void takesNoScopeForTheParameterOfAnother() {
        List<ClientScopeModel> scopes = List.of(scope("orders", true), scope("orders:read", true));
        assertEquals(Set.of("orders"), Scopes.remaining(scopes, Set.of("orders:read")));
        assertEquals(Set.of("orders:read"), Scopes.remaining(scopes, Set.of("orders")));
    }

    @Test
    void withholdsAScopeThatIsShownWithAParameter() {
        assertEquals(Set.of("email"), Scopes.remaining(List.of(scope("group", true), scope("email", true)), Set.of("group:staff")));
    }
}
