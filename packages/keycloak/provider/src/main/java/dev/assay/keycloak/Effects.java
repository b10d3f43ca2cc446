// SPDX-License-Identifier: Apache-2.0
package dev.assay.keycloak;

import dev.assay.keycloak.Answer.Changes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.common.util.Time;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;

/** Carries an answer out on tokens that are built and not signed. Each only takes away, but for claims that are set. */
final class Effects {

    private Effects() {}

    static void audience(JsonWebToken token, Collection<String> stay) {
        if (stay != null && token.getAudience() != null) {
            String[] kept = Arrays.stream(token.getAudience()).filter(stay::contains).toArray(String[]::new);
            token.audience(kept.length == 0 ? null : kept);
        }
    }

    static void roles(AccessToken token, Collection<String> realmRoles, Map<String, List<String>> clientRoles) {
        if (realmRoles != null && token.getRealmAccess() != null) {
            token.setRealmAccess(kept(token.getRealmAccess(), realmRoles));
        }
        if (clientRoles != null) {
            token.getResourceAccess().entrySet().removeIf(client -> {
                AccessToken.Access access = kept(client.getValue(), clientRoles.getOrDefault(client.getKey(), List.of()));
                if (access != null) {
                    client.setValue(access);
                }
                return access == null;
            });
        }
    }

    /** A new object: the one at hand may be shared with what the server keeps. Null where no role is left. */
    private static AccessToken.Access kept(AccessToken.Access access, Collection<String> stay) {
        Set<String> roles = access.getRoles();
        AccessToken.Access kept = new AccessToken.Access();
        if (access.getVerifyCaller() != null) {
            kept.verifyCaller(access.getVerifyCaller());
        }
        boolean any = false;
        for (String role : roles == null ? Set.<String>of() : roles) {
            if (stay.contains(role)) {
                kept.addRole(role);
                any = true;
            }
        }
        return any ? kept : null;
    }

    static void claims(JsonWebToken token, Changes changes) {
        changes.remove().forEach(name -> Claims.remove(token, name));
        changes.set().forEach((name, value) -> Claims.set(token, name, value));
    }

    /** Ends a token no later than so many seconds from now; never later than it would. */
    static void lifetime(JsonWebToken token, Changes changes) {
        if (changes.lifetimeSeconds() != null) {
            long end = Time.currentTime() + changes.lifetimeSeconds();
            Long built = token.getExp();
            token.exp(built == null || built == 0 ? end : Math.min(built, end));
        }
    }
}
