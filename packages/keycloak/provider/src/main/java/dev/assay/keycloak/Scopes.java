// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.util.DefaultClientSessionContext;

/** Client scopes of an issuance: those a token shows, and an issuance without some of them. */
final class Scopes {

    private Scopes() {}

    /** The names in a `scope` value, in its order. */
    static Set<String> names(String scope) {
        return scope == null || scope.isBlank()
                ? new LinkedHashSet<>()
                : Arrays.stream(scope.trim().split(" +")).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A `scope` value without some names. */
    static String without(String scope, Collection<String> withheld) {
        Set<String> names = names(scope);
        names.removeAll(withheld);
        return String.join(" ", names);
    }

    /** What is asked of these and not answered. */
    static Set<String> withheld(Collection<String> built, Collection<String> stay) {
        Set<String> withheld = new LinkedHashSet<>(built);
        withheld.removeAll(stay);
        return withheld;
    }

    /**
     * The names to restrict an issuance to so that the withheld scopes are gone and all others stay: scopes no token shows,
     * such as basic and roles, and the client itself, whose own mappers run under its name.
     */
    static Set<String> remaining(Collection<ClientScopeModel> scopes, Collection<String> withheld) {
        Set<String> remaining = new HashSet<>();
        Set<String> exact = exact(scopes);
        for (ClientScopeModel scope : scopes) {
            String name = scope.getName();
            boolean shown = !(scope instanceof ClientModel) && scope.isIncludeInTokenScope();
            if (!shown || !among(name, withheld, exact)) {
                remaining.add(name);
            }
        }
        // INVARIANT: no name that is withheld stays, even where the client has named itself like it.
        remaining.removeAll(withheld);
        return remaining;
    }

    /** The same issuance without the withheld scopes and what their mappers would put into its tokens. */
    static ClientSessionContext narrowed(KeycloakSession session, ClientSessionContext context, Collection<String> withheld) {
        List<ClientScopeModel> scopes = context.getClientScopesStream().toList();
        Set<String> exact = exact(scopes);
        Set<ClientScopeModel> stay = scopes.stream()
                .filter(scope ->
                        scope instanceof ClientModel || !scope.isIncludeInTokenScope() || !among(scope.getName(), withheld, exact))
                .collect(Collectors.toSet());
        Object before = session.getAttribute(ClientSessionContext.class.getName());
        ClientSessionContext narrowed =
                DefaultClientSessionContext.fromClientSessionAndClientScopes(context.getClientSession(), stay, null, session);
        // Making a context leaves it in the session, where the server would find ours for its own.
        session.setAttribute(ClientSessionContext.class.getName(), before);
        for (String attribute : List.of(Constants.GRANT_TYPE, "resource", "nonce")) {
            narrowed.setAttribute(attribute, context.getAttribute(attribute, Object.class));
        }
        narrowed.setAttribute(
                Constants.REQUESTED_AUDIENCE_CLIENTS, context.getAttribute(Constants.REQUESTED_AUDIENCE_CLIENTS, ClientModel[].class));
        return narrowed;
    }

    static Set<String> exact(Collection<ClientScopeModel> scopes) {
        return scopes.stream().filter(scope -> !(scope instanceof ClientModel)).map(ClientScopeModel::getName).collect(Collectors.toSet());
    }

    /**
     * Whether a client scope is among the names a token shows: by its name, or as `scope:parameter` where no scope has that
     * very name (`orders:read` is no parameter of `orders` where it is a scope itself).
     */
    static boolean among(String scope, Collection<String> names, Set<String> exact) {
        return names.contains(scope) || names.stream().anyMatch(name -> name.startsWith(scope + ":") && !exact.contains(name));
    }
}
